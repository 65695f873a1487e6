/* shifted-clock.c: loaded into a program, puts its wall clock wrong by JR_TEST_CLOCK_SHIFT seconds
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only what tells the date is moved, as when a server's battery is empty; what measures spans goes on as it is. The
 * number of seconds can also stand in the file JR_TEST_CLOCK_FILE, as eight bytes, and be changed while the program runs. The
 * kernel is asked directly: the library's own functions are the ones that are replaced here. */

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int shifted_clock_gettime (clockid_t clock, struct timespec *out_time) __asm__("clock_gettime");
int shifted_gettimeofday (struct timeval *out_time, void *zone) __asm__("gettimeofday");

static const volatile int64_t *changing;

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("JR_TEST_CLOCK_FILE");
  int         fd = path == NULL ? -1 : open (path, O_RDONLY | O_CLOEXEC);
  void *bytes = fd < 0 ? MAP_FAILED : mmap (NULL, sizeof *changing, PROT_READ, MAP_SHARED, fd, 0);

  if (bytes != MAP_FAILED)
    changing = bytes;
  if (fd >= 0)
    close (fd);
}

static time_t
get_shift (void)
{
  const char *text;

  if (changing != NULL)
    return (time_t) *changing;
  text = getenv ("JR_TEST_CLOCK_SHIFT");
  return text == NULL ? 0 : (time_t) strtoll (text, NULL, 10);
}

int
shifted_clock_gettime (clockid_t clock, struct timespec *out_time)
{
  int result = (int) syscall (SYS_clock_gettime, clock, out_time);

  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    out_time->tv_sec += get_shift ();
  return result;
}

int
shifted_gettimeofday (struct timeval *out_time, void *zone)
{
  struct timespec now;

  if (shifted_clock_gettime (CLOCK_REALTIME, &now) != 0)
    return -1;
  *out_time = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
  return 0;
}
