// Goes between a program and its C library (LD_PRELOAD), counts what the program changes in one folder, and at a chosen
// change kills it, or refuses this and all later changes as a disk does.
//
//   FAULTS_UNDER  the folder, without links on its path
//   FAULTS_LOG    where each change that was made is written down: kind, three numbers, the lengths of a path and of
//                 data, then both
//   FAULTS_AT     the number of the change at which it happens, from 1
//   FAULTS_HOW    kill: the program ends before the change; torn: in the middle of it, where it is a write;
//                 full, quota, broken: the disk does as one that is full, as one beyond its quota, as a broken one
//   FAULTS_FOR    how many changes it refuses; without it all later ones

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATE = 'C', WRITE = 'W', LENGTH = 'L', RENAME = 'R', SYNC = 'S', DELETE = 'D', FOLDER = 'F' };

#define HOOKS(X) \
    X(open) X(open64) X(openat) X(openat64) X(creat) X(creat64) X(write) X(pwrite) X(pwrite64) X(writev) X(pwritev) \
    X(pwritev64) X(ftruncate) X(ftruncate64) X(fallocate) X(fallocate64) X(posix_fallocate) X(posix_fallocate64) \
    X(rename) X(renameat) X(renameat2) X(link) X(symlink) X(fsync) X(fdatasync) X(unlink) X(unlinkat) X(rmdir) \
    X(mkdir) X(mkdirat) X(sendfile) X(sendfile64) X(copy_file_range)

#define DECLARE(name) static __typeof__(name) *real_##name;
#include <sys/sendfile.h>
HOOKS(DECLARE)
static void *(*real_dlsym)(void *, const char *);

static const struct { const char *name; void **real; void *ours; } hooks[] = {
#define HOOK(name) { #name, (void **)&real_##name, (void *)name },
    HOOKS(HOOK)
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char under[PATH_MAX];
static size_t under_length;
static int log_file = -1;
static long count, at, refusals = LONG_MAX;
static enum { NOTHING, KILL, TORN, FULL, QUOTA, BROKEN } how;

__attribute__((constructor)) static void start(void) {
    if (real_dlsym)
        return; // a hook was called before
    static const char *const versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };
    for (size_t i = 0; i < sizeof versions / sizeof *versions && !real_dlsym; i++)
        real_dlsym = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        *hooks[i].real = real_dlsym(RTLD_NEXT, hooks[i].name);
    const char *text;
    if ((text = getenv("FAULTS_UNDER")))
        under_length = strlen(strncpy(under, text, sizeof under - 1));
    if ((text = getenv("FAULTS_AT")))
        at = atol(text);
    if ((text = getenv("FAULTS_FOR")))
        refusals = atol(text);
    if ((text = getenv("FAULTS_HOW")))
        how = !strcmp(text, "kill") ? KILL : !strcmp(text, "torn") ? TORN : !strcmp(text, "full") ? FULL
            : !strcmp(text, "quota") ? QUOTA : BROKEN;
    if ((text = getenv("FAULTS_LOG")))
        log_file = real_open(text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

// What is looked up by name in the C library itself would go past this one.
void *dlsym(void *handle, const char *name) {
    start();
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        if (!strcmp(name, hooks[i].name) && real_dlsym(handle, name) == *hooks[i].real)
            return hooks[i].ours;

    // A jump, not a call: RTLD_DEFAULT means what the caller sees, and the caller is known by where this returns to.
    return real_dlsym(handle, name);
}

static int is_under(const char *path) {
    return under_length > 0 && !strncmp(path, under, under_length)
        && (path[under_length] == '/' || path[under_length] == 0);
}

// The path of an open file, as it is called now; false where it is elsewhere or has no name any more.
static int path_of_file(int file, char *path) {
    char link[64];
    struct stat state;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return is_under(path) && !fstat(file, &state) && state.st_nlink > 0;
}

// The path of what a name means, the last part of it not followed.
static int path_of_name(int folder, const char *name, char *path) {
    char head[PATH_MAX], start[PATH_MAX];
    if (name[0] == '/' || folder == AT_FDCWD)
        snprintf(start, sizeof start, "%s", name);
    else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        snprintf(start, sizeof start, "%s/%s", link, name);
    }
    size_t length = strlen(start);
    while (length > 1 && start[length - 1] == '/')
        start[--length] = 0;
    char *slash = strrchr(start, '/');
    const char *last = slash ? slash + 1 : start;
    if (slash)
        *slash = 0;
    if (!realpath(!slash ? "." : *start ? start : "/", head))
        return 0;
    return snprintf(path, PATH_MAX, "%s/%s", head, last) < PATH_MAX && is_under(path);
}

__attribute__((noreturn)) static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

// Counts a change that is about to be made. What is returned is the error to refuse it with; 0 lets it be.
static int begin(enum kind kind) {
    count++;
    if (at == 0 || count < at || count - at >= refusals)
        return 0;
    switch (how) {
    case KILL:
        die();
    case TORN:
        if (kind != WRITE)
            die();
        return 0;
    case FULL:
        return kind == WRITE || kind == LENGTH ? ENOSPC : 0;
    case QUOTA:
        return kind == SYNC || kind == DELETE || kind == RENAME ? 0 : EDQUOT;
    case BROKEN:
        return kind == DELETE ? 0 : EIO;
    default:
        return 0;
    }
}

static void put(const void *data, size_t size) {
    for (const char *next = data; size > 0;) {
        ssize_t written = real_write(log_file, next, size);
        if (written <= 0)
            abort();
        next += written;
        size -= (size_t)written;
    }
}

static void note(enum kind kind, const char *path, int64_t where, const char *other, const void *data, size_t size) {
    if (log_file < 0)
        return;
    int64_t head[] = {
        kind, count, where, (int64_t)strlen(path), (int64_t)(other ? strlen(other) : size) };
    put(head, sizeof head);
    put(path, strlen(path));
    put(other ? other : data, other ? strlen(other) : size);
}

// A write of some bytes at a place; -1 for where the file is.
static ssize_t change(int file, const void *data, size_t size, int64_t place, int moves) {
    char path[PATH_MAX];
    if (size == 0 || !path_of_file(file, path))
        return moves ? real_write(file, data, size) : real_pwrite64(file, data, size, place);
    pthread_mutex_lock(&mutex);
    if (moves)
        place = lseek(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    int refused = begin(WRITE), is_torn = how == TORN && count == at;
    size_t part = is_torn || (refused == ENOSPC && count == at) ? size / 2 : refused ? 0 : size;
    ssize_t done = part == 0 ? -1 : moves ? real_write(file, data, part) : real_pwrite64(file, data, part, place);
    if (done > 0)
        note(WRITE, path, place, NULL, data, (size_t)done);
    int error = part == 0 ? refused : errno;
    if (is_torn)
        die();
    pthread_mutex_unlock(&mutex);
    errno = error;
    return done;
}

ssize_t write(int file, const void *data, size_t size) {
    start();
    return change(file, data, size, 0, 1);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t place) {
    start();
    return change(file, data, size, place, 0);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t place) {
    return pwrite64(file, data, size, place);
}

// One after the other, up to the first that is not written whole.
static ssize_t all(int file, const struct iovec *parts, int number, int64_t place, int moves) {
    ssize_t sum = 0;
    for (int i = 0; i < number; i++) {
        ssize_t done = change(file, parts[i].iov_base, parts[i].iov_len, place + sum, moves);
        if (done < 0)
            return sum > 0 ? sum : -1;
        sum += done;
        if ((size_t)done < parts[i].iov_len)
            break;
    }
    return sum;
}

ssize_t writev(int file, const struct iovec *parts, int number) {
    start();
    return all(file, parts, number, 0, 1);
}

ssize_t pwritev64(int file, const struct iovec *parts, int number, off64_t place) {
    start();
    return all(file, parts, number, place, 0);
}

ssize_t pwritev(int file, const struct iovec *parts, int number, off_t place) {
    return pwritev64(file, parts, number, place);
}

// Copies within the system, which the program falls back from.
ssize_t sendfile64(int to, int from, off64_t *place, size_t size) {
    char path[PATH_MAX];
    start();
    if (!path_of_file(to, path))
        return real_sendfile64(to, from, place, size);
    errno = EINVAL;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *place, size_t size) {
    return sendfile64(to, from, place, size);
}

ssize_t copy_file_range(int from, off64_t *start_from, int to, off64_t *start_to, size_t size, unsigned flags) {
    char path[PATH_MAX];
    start();
    if (!path_of_file(to, path))
        return real_copy_file_range(from, start_from, to, start_to, size, flags);
    errno = EINVAL;
    return -1;
}

#define CHANGE(kind, is_here, call, ...) \
    start(); \
    if (!(is_here)) \
        return call; \
    pthread_mutex_lock(&mutex); \
    int refused = begin(kind), result = refused ? -1 : call; \
    int error = refused ? refused : errno; \
    if (result >= 0) \
        note(kind, __VA_ARGS__); \
    pthread_mutex_unlock(&mutex); \
    errno = error; \
    return result

static int set_length(int file, off64_t length) {
    char path[PATH_MAX];
    CHANGE(LENGTH, path_of_file(file, path), real_ftruncate64(file, length), path, length, NULL, NULL, 0);
}

int ftruncate(int file, off_t length) {
    return set_length(file, length);
}

int ftruncate64(int file, off64_t length) {
    return set_length(file, length);
}

// To set space aside is a courtesy: here no disk can do it.
int fallocate(int file, int mode, off_t place, off_t length) {
    char path[PATH_MAX];
    start();
    if (!path_of_file(file, path))
        return real_fallocate(file, mode, place, length);
    errno = EOPNOTSUPP;
    return -1;
}

int fallocate64(int file, int mode, off64_t place, off64_t length) {
    return fallocate(file, mode, place, length);
}

int posix_fallocate(int file, off_t place, off_t length) {
    char path[PATH_MAX];
    start();
    return path_of_file(file, path) ? EOPNOTSUPP : real_posix_fallocate(file, place, length);
}

int posix_fallocate64(int file, off64_t place, off64_t length) {
    return posix_fallocate(file, place, length);
}

static int synced(int file, int (*sync)(int)) {
    char path[PATH_MAX];
    CHANGE(SYNC, path_of_file(file, path), sync(file), path, 0, NULL, NULL, 0);
}

int fsync(int file) {
    start();
    return synced(file, real_fsync);
}

int fdatasync(int file) {
    start();
    return synced(file, real_fdatasync);
}

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    struct stat state;
    int is_there = !fstatat(folder, name, &state, 0);
    int changes = (flags & O_CREAT && !is_there) || (flags & O_TRUNC && is_there && state.st_size > 0);
    CHANGE(
        CREATE, changes && path_of_name(folder, name, path), real_openat(folder, name, flags, mode), path, is_there,
        NULL, NULL, 0);
}

#define OPEN(folder, name, flags) \
    mode_t mode = 0; \
    start(); \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    } \
    return opened(folder, name, flags, mode)

int open(const char *name, int flags, ...) {
    OPEN(AT_FDCWD, name, flags);
}

int open64(const char *name, int flags, ...) {
    OPEN(AT_FDCWD, name, flags);
}

int openat(int folder, const char *name, int flags, ...) {
    OPEN(folder, name, flags);
}

int openat64(int folder, const char *name, int flags, ...) {
    OPEN(folder, name, flags);
}

int creat(const char *name, mode_t mode) {
    return open(name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *name, mode_t mode) {
    return creat(name, mode);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char path[PATH_MAX], other[PATH_MAX];
    CHANGE(
        RENAME, path_of_name(from_folder, from, path) & path_of_name(to_folder, to, other),
        flags ? real_renameat2(from_folder, from, to_folder, to, flags)
              : real_renameat(from_folder, from, to_folder, to),
        path, 0, other, NULL, 0);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to) {
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

// Saddle makes no links: a test that sees one is to fail.
int link(const char *from, const char *to) {
    char path[PATH_MAX];
    start();
    if (path_of_name(AT_FDCWD, to, path))
        abort();
    return real_link(from, to);
}

int symlink(const char *from, const char *to) {
    char path[PATH_MAX];
    start();
    if (path_of_name(AT_FDCWD, to, path))
        abort();
    return real_symlink(from, to);
}

int unlinkat(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    struct stat state;
    CHANGE(
        DELETE, !fstatat(folder, name, &state, AT_SYMLINK_NOFOLLOW) && path_of_name(folder, name, path),
        real_unlinkat(folder, name, flags), path, 0, NULL, NULL, 0);
}

int unlink(const char *name) {
    return unlinkat(AT_FDCWD, name, 0);
}

int rmdir(const char *name) {
    return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    struct stat state;
    CHANGE(
        FOLDER, fstatat(folder, name, &state, 0) && path_of_name(folder, name, path),
        real_mkdirat(folder, name, mode), path, 0, NULL, NULL, 0);
}

int mkdir(const char *name, mode_t mode) {
    return mkdirat(AT_FDCWD, name, mode);
}
