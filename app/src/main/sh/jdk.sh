# Finding a JDK: sourced by ./lorentznet, ./verify and .ci/run. Works with bash 3.2 and starts no
# process where a JDK's "release" file tells its version.

# Sets jdk_version (25.0.3) and jdk_number (25000003) of the JDK in folder $1; fails where it is none.
read_jdk_version() {
  jdk_version= jdk_number=0
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local key value
  while IFS='="' read -r key _ value _; do
    if [ "$key" = JAVA_VERSION ]; then
      jdk_version=$value
    fi
  done <"$1/release"
  local major minor update
  IFS=. read -r major minor update _ <<END
${jdk_version%%[-+_]*}
END
  case $major$minor$update in
    '' | *[!0-9]*) return 1 ;;
  esac
  jdk_number=$((10#$major * 1000000 + 10#${minor:-0} * 1000 + 10#${update:-0}))
}

# The folder of the JDK that a java command belongs to, behind all symbolic links.
jdk_of_command() {
  local file=$1 target
  while [ -L "$file" ]; do
    target=$(readlink "$file")
    case $target in
      /*) file=$target ;;
      *) file=$(dirname "$file")/$target ;;
    esac
  done
  (cd "$(dirname "$file")/.." 2>/dev/null && pwd -P)
}

# find_jdk LOW HIGH: sets jdk (its folder), jdk_version and jdk_number to a JDK of a major version
# from LOW to HIGH. JAVA_HOME and the java in PATH come first; among the usual folders the newest
# update of version LOW wins, then the newest of all.
find_jdk() {
  local low=$1 high=$2 home rank best=0 found=
  jdk=
  for home in "${JAVA_HOME:-}" "$(command -v java >/dev/null && jdk_of_command "$(command -v java)")"; do
    if [ -n "$home" ] && read_jdk_version "$home" &&
      [ $((jdk_number / 1000000)) -ge "$low" ] && [ $((jdk_number / 1000000)) -le "$high" ]; then
      jdk=$home
      return 0
    fi
  done
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    read_jdk_version "$home" || continue
    rank=$jdk_number
    [ $((rank / 1000000)) -ge "$low" ] && [ $((rank / 1000000)) -le "$high" ] || continue
    if [ $((rank / 1000000)) -eq "$low" ]; then
      rank=$((rank + 1000000000))
    fi
    if [ "$rank" -gt "$best" ]; then
      best=$rank found=$home
    fi
  done
  [ -n "$found" ] && read_jdk_version "$found" && jdk=$found
}
