#!/usr/bin/env bash
# Prints which libtorch the bridge is built against, in three lines: the folder of its libraries, that of its headers,
# and what it is, for a person. In this order: what SADDLE_LIBTORCH names (a libtorch's folder, a PyTorch's, or either's
# lib or share/cmake), the PyTorch of the python3 on the path (which is not imported), Debian's libtorch-dev.
# Ends with status 1 where there is none, and with 2 and a line where SADDLE_LIBTORCH names something else.
set -euo pipefail

# The file of a library below a root, as the linker would name it; fails where it is not there.
library_below() {
  local file
  for file in "$1"/lib{,64,"/$(uname -m)-linux-gnu"}/lib"$2".{so,dylib}; do
    [[ ! -f $file ]] || { printf '%s' "$file" && return; }
  done
  return 1
}

# The version that headers state, say 2.10.0.
version_in() {
  sed -n 's/^#define TORCH_VERSION_\(MAJOR\|MINOR\|PATCH\) //p' \
    "$1"/torch/headeronly/version.h "$1"/torch/csrc/api/include/torch/version.h 2>/dev/null | head -3 | paste -sd.
}

# describe WHOSE ROOT: prints the lines, if there is a libtorch under the root.
describe() {
  local library include=$2/include cuda=', without CUDA'
  library=$(library_below "$2" torch_cpu) && [[ -f $include/torch/script.h ]] || return 1
  ! library_below "$2" torch_cuda >/dev/null || cuda=', with CUDA'
  # Links are followed: Debian's PyTorch has none but links to Debian's libtorch.
  dirname "$(readlink -f "$library")"
  (cd "$include" && pwd -P)
  printf '%s\n' "libtorch $(version_in "$include")$cuda ($1)"
}

# The folder of the package torch, as Python would find it, without running any of it.
python_torch() {
  python3 -c 'from importlib.util import find_spec
found = find_spec("torch")
print(*(found.submodule_search_locations if found else ()))' 2>/dev/null
}

if [[ -n ${SADDLE_LIBTORCH:-} ]]; then
  for root in "$SADDLE_LIBTORCH"{,/torch,/..,/../..}; do
    ! describe 'named by SADDLE_LIBTORCH' "$root" || exit 0
  done
  echo "SADDLE_LIBTORCH: no libtorch in $SADDLE_LIBTORCH; expected the folder of a libtorch or of a PyTorch," \
    'with lib/libtorch_cpu and include/torch/script.h' >&2
  exit 2
fi
if python=$(python_torch) && [[ -n $python ]]; then
  ! describe "that of $(command -v python3)" "$python" || exit 0
fi
describe "Debian's" /usr
