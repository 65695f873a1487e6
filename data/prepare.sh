# prepare.sh: what tests/run and data/demo/run both do first; sourced by them, in the source folder
# SPDX-License-Identifier: GPL-3.0-or-later

say ()
{
  printf '== %s\n' "$*"
}

# Names of the packages of the given groups of data/debian-packages that this release of Debian has.
packages_of ()
{
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  awk -v groups=" $* " -v release="$release" '
    /^\[/ { wanted = index (groups, " " substr ($0, 2, length ($0) - 2) " "); next }
    wanted && NF && $1 !~ /^#/ && (NF == 1 || $2 == release) { print $1 }' data/debian-packages
}

missing_of ()
{
  packages=$(packages_of "$@")
  # shellcheck disable=SC2086 # one word a package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $packages 2>/dev/null |
    sed -n 's/^installed //p')
  for package in $packages; do
    printf '%s\n' "$installed" | grep -qxF -- "$package" || printf '%s ' "$package"
  done
}

as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# Touches nothing, and asks for no password, when nothing is missing.
install_missing ()
{
  if ! command -v apt-get >/dev/null; then
    say "This is not Debian: please see to it that what data/debian-packages names is installed."
    return 0
  fi
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    say "These packages are missing, and there is no sudo to install them with: $missing"
    return 1
  fi
  say "Installing with apt-get: $missing"
  as_root apt-get -o DPkg::Lock::Timeout=300 -q update
  # shellcheck disable=SC2086 # one word a package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q install -y \
    --no-install-recommends $missing
}

# UTF-8 everywhere, and the Chinese locale for whoever asks for it: the system's, or one made in the build folder, which
# needs no root.
prepare_locales ()
{
  JR_LANG=${LC_ALL:-${LANG:-}}
  export LANG=C.UTF-8
  unset LC_ALL LANGUAGE
  if ! locale -a 2>/dev/null | grep -qi '^zh_CN\.utf-\?8$'; then
    export LOCPATH="$PWD/$1/locale"
    if [ ! -d "$LOCPATH/zh_CN.UTF-8" ]; then
      say "Making the Chinese locale in $1/locale"
      mkdir -p "$LOCPATH"
      localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8"
    fi
  fi
}

# configure FOLDER OPTION…: sets the build folder up once, and again only when an option is new. (A name of its own: sh
# has no local ones, and whoever sources this has a folder too.)
configure ()
{
  configured=$1
  shift
  if [ ! -f "$configured/build.ninja" ]; then
    say "Configuring $configured"
    meson setup "$configured" "$@"
    return
  fi
  for option in "$@"; do
    if ! grep -qxF "$(printf '%s' "${option#-D}" | sed 's/=/ = /')" "$configured/meson-private/cmd_line.txt"; then
      say "Configuring $configured again"
      meson configure "$configured" "$@"
      return
    fi
  done
}
