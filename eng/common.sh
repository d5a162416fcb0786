# shellcheck shell=bash
# shellcheck disable=SC2034 # names are for those who source this
# What ./saddle, ./test and .ci/run share. They set root, the repository's folder, and source this.
# Functions here are called where bash does not stop at a failure (in conditions), so each chains its steps by itself.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

readonly bad_input=2
readonly missing_component=3
readonly build_failed=4

app=${root:?}/artifacts/bin/Saddle.App/release/Saddle.App.dll
precompiled=$root/artifacts/bin/Saddle.App/precompiled/Saddle.App.dll
bridge=$root/artifacts/native/libsaddle_torch.so
bridge_to=$root/artifacts/native/libtorch.txt # the libraries' folder, and what SADDLE_LIBTORCH named
stamp=$root/artifacts/saddle.stamp

say() { printf '%s\n' "$*" >&2; }

has() { command -v "$1" >/dev/null 2>&1; }

# quietly COMMAND...: its output is shown only if it fails. The build lock stays ours: servers that a build leaves
# behind would otherwise hold it.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null 9>&- || status=$?
  if ((status != 0)); then cat "$log" >&2; fi
  rm -f "$log"
  return "$status"
}

# beside COMMAND...: in the background ($!), and interrupted with what runs in front, which the shell would spare it.
beside() {
  (
    trap - INT
    "$@"
  ) &
}

# ---------------------------------------------------------------- components

# The command that installs packages, for a person to run.
install_hint() {
  if has apt-get; then
    local sudo=''
    if ((EUID != 0)); then sudo='sudo '; fi
    printf '%s' "${sudo}apt-get install -y $*"
  else
    printf '%s' "install $* with this system's package manager"
  fi
}

# Whether a shared library is installed, by its file's name.
has_library() { [[ $(PATH=$PATH:/sbin ldconfig -p 2>/dev/null) == *"$1 "* ]]; }

# has_component NAME: a command, or a shared library, whose name then contains .so.
has_component() { if [[ $1 == *.so* ]]; then has_library "$1"; else has "$1"; fi; }

# Installs Debian packages, where that is possible and allowed; fails where it is not.
install_packages() {
  [[ -z ${SADDLE_NO_INSTALL:-} && -f /etc/debian_version ]] && ((EUID == 0)) && has apt-get || return 1
  say "installing $* by apt ..."
  quietly apt-get update -q || true # old lists may still do
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -q -y --no-install-recommends "$@"
}

need_dotnet() {
  if ! has dotnet; then
    say 'Saddle needs the .NET SDK 10: https://dotnet.microsoft.com/download/dotnet/10.0'
    exit "$missing_component"
  fi
}

has_node() {
  has node && has npm && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 18 || (major === 18 && minor >= 18) ? 0 : 1)'
}

# Node.js and npm, of a version that builds the browser side; says what to do and fails where they cannot be had.
get_node() {
  local missing=()
  has node || missing+=(nodejs)
  has npm || missing+=(npm)
  if ((${#missing[@]} > 0)) && ! install_packages "${missing[@]}"; then
    say "Node.js and npm are missing: $(install_hint "${missing[@]}")"
    return 1
  fi
  if ! has_node; then
    say "Node.js $(node --version) is too old: 18.18 or newer is needed, from https://nodejs.org"
    return 1
  fi
}

# libtorch's headers and what builds against them, where there is no other libtorch (native/find-libtorch.sh).
readonly torch_packages=(libtorch-dev libgloo-dev libopenblas0-openmp g++ cmake make)
readonly gloo=/usr/include/gloo # headers, for processes that train together: Debian's libtorch has the library alone

# What decodes images: a library each, and the Debian package that has it.
readonly image_libraries=(libturbojpeg.so.0:libturbojpeg0 libspng.so.0:libspng0 libwebp.so.7:libwebp7)

# Installs libtorch, what decodes images, and the further COMPONENT:PACKAGE pairs that are given, where they are missing
# and that is possible: all at once, so that nobody is asked for one after the other. The rest of Saddle does without;
# where images' libraries alone are missing, only a command that meets an image says so.
get_components() {
  local entry missing=()
  has_libtorch || missing+=("${torch_packages[@]}")
  [[ ! -d /usr/include/torch || -d $gloo ]] || missing+=(libgloo-dev)
  for entry in "${image_libraries[@]}" "$@"; do
    has_component "${entry%%:*}" || missing+=("${entry##*:}")
  done
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}" || {
    (($# == 0)) && has_libtorch || say "going on without ${missing[*]}: $(install_hint "${missing[@]}")"
    return 1
  }
}

has_libtorch() {
  has cmake && has g++ && { bridge_is_built || "$root/native/find-libtorch.sh" >/dev/null; }
}

# What a person names and is not there is an error; nothing else is taken in its place.
need_named_libtorch() {
  [[ -z ${SADDLE_LIBTORCH:-} ]] || bridge_is_built || "$root/native/find-libtorch.sh" >/dev/null || exit "$bad_input"
}

# ---------------------------------------------------------------- building

# Whether nothing that the build reads is newer than the last build. Every start pays for this, so it is one look at the
# files. Folders count too: a file taken away changes its folder. Lock files do not: the build itself writes them.
is_built() {
  [[ -f $app && -f $stamp ]] && ui_is_built_or_cannot_be && [[ -z $(
    cd "$root" && find src native ui/src ui/lab ui/*.json ui/*.ts Directory.* global.json ! -name packages.lock.json \
      -newer "$stamp" -print -quit
  ) ]] && native_is_built_or_cannot_be
}

native_is_built_or_cannot_be() { bridge_is_built || ! has_libtorch; }

# Whether there is a bridge to the libtorch that is named (or to that found, where none is), and that is still there.
bridge_is_built() {
  local libraries named
  [[ -f $bridge && -f $bridge_to ]] && { read -r libraries && read -r named || true; } <"$bridge_to" &&
    [[ -d $libraries && $named == "${SADDLE_LIBTORCH:-}" ]]
}

ui_is_built_or_cannot_be() { [[ -f $root/ui/dist/report.js && -f $root/ui/dist/lab/index.html ]] || ! has_node; }

# Only one process builds at a time. Give the lock back (exec 9>&-) before running anything that may build too.
lock_builds() {
  mkdir -p "$root/artifacts"
  exec 9>"$root/artifacts/build.lock"
  if has flock && ! flock --nonblock 9; then
    say 'waiting for another build of Saddle ...'
    flock 9
  fi
}

# The browser side, if it is older than its sources. Its status tells a missing Node.js from a failed build.
build_ui() (
  cd "$root/ui" || return
  if [[ -f dist/report.js && -f dist/report.css && -f dist/lab/index.html ]] &&
    [[ -z $(find src lab ./*.json ./*.ts -newer dist/report.js -print -quit) ]]; then
    return
  fi
  get_node || return "$missing_component"
  { install_node_modules && quietly npm run build; } || return "$build_failed"
)

# What package-lock.json names, unless it is there: npm leaves its own copy of the lock behind.
install_node_modules() {
  [[ node_modules/.package-lock.json -nt package-lock.json ]] || quietly npm ci
}

# The bridge to libtorch, if it is older than its sources or to another one; nothing to do where there is no libtorch.
build_native() (
  has_libtorch || return 0
  if bridge_is_built && [[ -z $(find "$root/native" -newer "$bridge" -print -quit) ]] &&
    { [[ ! -d $gloo ]] || [[ -z $(find "$gloo" -maxdepth 0 -cnewer "$bridge") ]]; }; then
    return
  fi
  cd "$root" && found=$(native/find-libtorch.sh) || return
  say "building the bridge to ${found##*$'\n'} ..."
  rm -rf artifacts/native # what is left of another libtorch, or of another folder, is no help
  quietly cmake -S native -B artifacts/native -DCMAKE_BUILD_TYPE=Release &&
    quietly cmake --build artifacts/native &&
    printf '%s\n' "${found%%$'\n'*}" "${SADDLE_LIBTORCH:-}" >"$bridge_to" && touch "$bridge"
)

# build_dotnet PROJECT-OR-SOLUTION [OPTIONS]. One compiler serves all its projects, which takes half the time of one
# each. No server outlives the build: it would hold memory and an old state of the sources.
build_dotnet() (
  status=0
  cd "$root" && quietly dotnet build "$@" -c Release -v quiet -clp:NoSummary \
    -nodeReuse:false -p:UseSharedCompilation=true || status=$?
  quietly dotnet build-server shutdown --vbcscompiler || true
  exit "$status"
)

# build_dotnet_and_native PROJECT-OR-SOLUTION: side by side, for neither waits for the other.
build_dotnet_and_native() {
  beside build_native
  local native=$! status=0
  mark_built build_dotnet "$1" || status=$?
  wait "$native" && return "$status"
}

# The built program with machine code, which starts in two thirds of the time (src/Saddle.App/Precompiled.targets). Its
# compiler is a package: where that cannot be had, the program runs as it was built, and the next build tries again.
precompile() {
  local file
  touch "$stamp.precompiled.new"
  for file in "${precompiled%/*}"/Saddle*.dll; do
    [[ -f ${app%/*}/${file##*/} ]] || rm -f "$file"
  done
  build_dotnet src/Saddle.App -p:Precompile=true >/dev/null 2>&1 || {
    rm -rf "${precompiled%/*}"
    say 'going on without machine code: each start will take a little longer'
  }
  mv "$stamp.precompiled.new" "$stamp.precompiled" # last: what was cut short is an older program's code
}

# Whether the last build was followed by precompile, whatever came of it, and nobody put an assembly beside the built
# program, replaced one or took one away since.
was_precompiled() {
  local built=${app%/*} made=${precompiled%/*}
  [[ -f $stamp.precompiled && ! $stamp -nt $stamp.precompiled ]] || return 1
  [[ ! -f $precompiled ]] || [[ $(cd "$built" && echo Saddle*.dll) == $(cd "$made" && echo Saddle*.dll) &&
    -z $(find "$built" -maxdepth 1 -name 'Saddle*.dll' -newer "$stamp.precompiled" -print -quit) ]]
}

# mark_built COMMAND...: runs a build and remembers when it began, so that a change made meanwhile is not missed.
mark_built() {
  touch "$stamp.new" && "$@" && mv "$stamp.new" "$stamp"
}
