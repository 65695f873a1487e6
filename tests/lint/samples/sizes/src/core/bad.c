/* bad.c: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

static int
deep (int a)
{
  for (int i = 0; i < a; i++)
    if (i > 1)
      {
        while (a > i)
          a--;
        switch (a)
          {
          case 1:
            if (i == 2)
              return i;
            else if (i == 3)
              return a;
            break;
          }
      }
  return 0;
}

static int
flat (int a)
{
  if (a == 1)
    return 2;
  else if (a == 2)
    return 3;
  else if (a == 3)
    return 4;
  else if (a == 4)
    return 5;
  return 6;
}

static int
endless (int a)
{
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  return a;
}
