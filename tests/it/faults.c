/*
 * Faults of a disk and of a clock, put under a program by LD_PRELOAD.
 *
 *   FAULT_BELOW  a folder: writes, flushes and renames of files below it are counted
 *   FAULT_AT     the how-manieth of these goes wrong; absent: none
 *   FAULT_KIND   eio: that one fails; enospc: that one and all later ones fail; short: that write and every seventh after
 *                it writes only its first byte, as a system may at any time
 *   FAULT_COUNT  a file to which the count is written at the end
 *   CLOCK_AT     the how-manieth look at the clock from which on it is wrong
 *   CLOCK_BY     by so many seconds
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static atomic_long done = 0;
static atomic_long looks = 0;

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int is_below(const char *path) {
    const char *folder = getenv("FAULT_BELOW");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

enum verdict { WELL, SHORT, FAILED };

static enum verdict judge(void) {
    long nth = atomic_fetch_add(&done, 1) + 1, at = number("FAULT_AT");
    const char *kind = getenv("FAULT_KIND");
    if (at == 0 || nth < at || !kind) return WELL;
    if (strcmp(kind, "short") == 0) return (nth - at) % 7 == 0 ? SHORT : WELL;
    if (strcmp(kind, "enospc") == 0) { errno = ENOSPC; return FAILED; }
    if (nth > at) return WELL;
    errno = EIO;
    return FAILED;
}

static size_t length_after(enum verdict verdict, size_t length) {
    return verdict == SHORT && length > 1 ? 1 : length;
}

ssize_t write(int file, const void *bytes, size_t length) {
    NEXT(write);
    enum verdict verdict = is_ours(file) ? judge() : WELL;
    return verdict == FAILED ? -1 : next(file, bytes, length_after(verdict, length));
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    NEXT(pwrite);
    enum verdict verdict = is_ours(file) ? judge() : WELL;
    return verdict == FAILED ? -1 : next(file, bytes, length_after(verdict, length), at);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    NEXT(pwrite64);
    enum verdict verdict = is_ours(file) ? judge() : WELL;
    return verdict == FAILED ? -1 : next(file, bytes, length_after(verdict, length), at);
}

ssize_t writev(int file, const struct iovec *pieces, int count) {
    NEXT(writev);
    enum verdict verdict = is_ours(file) ? judge() : WELL;
    return verdict == FAILED ? -1 : next(file, pieces, verdict == SHORT && count > 1 ? 1 : count);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned int flags) {
    NEXT(copy_file_range);
    enum verdict verdict = is_ours(to) ? judge() : WELL;
    return verdict == FAILED ? -1 : next(from, at, to, there, length_after(verdict, length), flags);
}

int fsync(int file) {
    NEXT(fsync);
    return is_ours(file) && judge() == FAILED ? -1 : next(file);
}

int fdatasync(int file) {
    NEXT(fdatasync);
    return is_ours(file) && judge() == FAILED ? -1 : next(file);
}

int ftruncate64(int file, off64_t length) {
    NEXT(ftruncate64);
    return is_ours(file) && judge() == FAILED ? -1 : next(file, length);
}

int rename(const char *from, const char *to) {
    NEXT(rename);
    return is_below(to) && judge() == FAILED ? -1 : next(from, to);
}

static time_t off_by(void) {
    long at = number("CLOCK_AT");
    if (at == 0) return 0;
    return atomic_fetch_add(&looks, 1) + 1 >= at ? number("CLOCK_BY") : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    NEXT(clock_gettime);
    int told = next(clock, now);
    if (told == 0 && clock == CLOCK_REALTIME) now->tv_sec += off_by();
    return told;
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&done));
    fclose(file);
}
