# Building the application from a checkout: sourced by ./lorentznet, which gives root, lib, jdk, say.

# The jars are there, and no source, folder of sources (a deletion) or POM is newer than the
# application's.
build_where_due() {
  local jar due=
  jar=$(printf '%s\n' "$lib"/lorentznet-app-*.jar)
  if [ ! -f "$jar" ]; then
    due="building the application, once; this takes about a minute"
  elif [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$jar" 2>/dev/null |
    head -n 1)" ]; then
    due="the sources have changed: building the application again"
  fi
  [ -n "$due" ] || return 0
  if ! command -v mvn >/dev/null; then
    say "the application must be built first, and 'mvn' is not in PATH. Install Apache Maven 3.8 or newer, e.g. 'apt install maven' or 'brew install maven'."
    return 1
  fi
  say "$due ..."
  mkdir -p "$root/app/target" && : >"$root/app/target/build-started" || return 1
  # Fresh files, so that a run in progress keeps the jars it has opened.
  rm -rf "$lib"
  if ! (cd "$root" && JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" \
    mvn -q -B -Dstyle.color=never -DskipTests -Dquick package </dev/null >&2); then
    rm -rf "$lib"
    say "the build failed: see Maven's messages above (the first build needs access to Maven Central)."
    return 1
  fi
  touch -r "$root/app/target/build-started" "$lib"/lorentznet-app-*.jar
}
