/* Preloaded into a process (LD_PRELOAD), this lets the FAULT_AT-th call that changes files in the folder FAULT_FOLDER go wrong, as FAULT_KIND says:
   error (the disk failed), full (no space left), short (half of a write is done, then the space ends), kill (the process dies before the call), killed (after it).
   When the process ends, the number of such calls is in the file FAULT_COUNT. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;
static const char *folder, *kind;
static int at;

__attribute__((constructor)) static void begin(void)
{
    folder = getenv("FAULT_FOLDER");
    kind = getenv("FAULT_KIND");
    at = getenv("FAULT_AT") ? atoi(getenv("FAULT_AT")) : 0;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%d\n", atomic_load(&calls));
        fclose(file);
    }
}

static int named(const char *path) { return folder && path && strncmp(path, folder, strlen(folder)) == 0; }

static int opened(int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return named(path);
}

static int is(const char *what) { return kind && strcmp(kind, what) == 0; }

static void die(void) { kill(getpid(), SIGKILL); pause(); }

/* 1: this is the call that goes wrong. */
static int hit(int counts)
{
    if (!counts || atomic_fetch_add(&calls, 1) + 1 != at)
        return 0;
    if (is("kill"))
        die();
    return 1;
}

static int fails(void)
{
    if (is("killed"))
        return 0;
    errno = is("error") ? EIO : ENOSPC;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(counts, type, bad, call) \
    int struck = hit(counts); \
    if (struck && fails()) \
        return bad; \
    type result = call; \
    if (struck) \
        die(); \
    return result;

static int creates(int flags) { return flags & (O_CREAT | O_WRONLY | O_RDWR); }

int open(const char *path, int flags, ...)
{
    va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list);
    CALL(creates(flags) && named(path), int, -1, REAL(open)(path, flags, mode))
}

int open64(const char *path, int flags, ...)
{
    va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list);
    CALL(creates(flags) && named(path), int, -1, REAL(open64)(path, flags, mode))
}

#define WRITE(call_of) \
    int struck = hit(opened(fd)); \
    if (struck && is("short") && count > 1) { \
        count /= 2; \
        at++; /* and the rest finds no space */ \
        return call_of; \
    } \
    if (struck && fails()) \
        return -1; \
    ssize_t result = call_of; \
    if (struck) \
        die(); \
    return result;

ssize_t write(int fd, const void *bytes, size_t count) { WRITE(REAL(write)(fd, bytes, count)) }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { WRITE(REAL(pwrite)(fd, bytes, count, offset)) }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { WRITE(REAL(pwrite64)(fd, bytes, count, offset)) }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { CALL(opened(fd), ssize_t, -1, REAL(pwritev)(fd, parts, count, offset)) }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { CALL(opened(fd), ssize_t, -1, REAL(pwritev64)(fd, parts, count, offset)) }
int fsync(int fd) { CALL(opened(fd), int, -1, REAL(fsync)(fd)) }
int fdatasync(int fd) { CALL(opened(fd), int, -1, REAL(fdatasync)(fd)) }
int ftruncate(int fd, off_t length) { CALL(opened(fd), int, -1, REAL(ftruncate)(fd, length)) }
int ftruncate64(int fd, off64_t length) { CALL(opened(fd), int, -1, REAL(ftruncate64)(fd, length)) }
int fchmod(int fd, mode_t mode) { CALL(opened(fd), int, -1, REAL(fchmod)(fd, mode)) }
int rename(const char *from, const char *to) { CALL(named(from) || named(to), int, -1, REAL(rename)(from, to)) }
int unlink(const char *path) { CALL(named(path), int, -1, REAL(unlink)(path)) }
