package org.lorentznet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lorentznet.testing.SharedFiles;

/**
 * The picture in docs/architecture.md shows the packages there are, and the dependencies there are,
 * apart from those that follow from others and those on the foundation.
 */
class ArchitecturePictureTest {
  private static final String ROOT = "org.lorentznet.";
  private static final Set<String> FOUNDATION =
      Set.of("errors", "files", "json", "numeric", "geometry");
  private static final Pattern ARROW = Pattern.compile("\\s+([a-z0-9.]+) --> ([a-z0-9.]+)");
  private static final Pattern NODE = Pattern.compile("\\s+([a-z0-9.]+)");

  @Test
  void pictureShowsTheDependenciesThereAre() throws IOException {
    Map<String, Set<String>> dependencies = dependencies();
    Set<String> packages = new TreeSet<>(dependencies.keySet());
    dependencies.keySet().removeAll(FOUNDATION);
    dependencies.values().forEach(uses -> uses.removeAll(FOUNDATION));
    Set<String> arrows = new TreeSet<>();
    dependencies.forEach((from, uses) ->
        uses.stream()
            .filter(to -> uses.stream().noneMatch(other -> reaches(dependencies, other, to)))
            .forEach(to -> arrows.add(from + " --> " + to)));

    Set<String> drawnPackages = new TreeSet<>();
    Set<String> drawnArrows = new TreeSet<>();
    for (String line : picture()) {
      Matcher arrow = ARROW.matcher(line);
      Matcher node = NODE.matcher(line);
      if (arrow.matches()) {
        drawnArrows.add(line.strip());
        drawnPackages.add(arrow.group(1));
        drawnPackages.add(arrow.group(2));
      } else if (node.matches() && !node.group(1).equals("end")) {
        drawnPackages.add(node.group(1));
      }
    }
    assertThat(drawnPackages).containsExactlyInAnyOrderElementsOf(packages);
    assertThat(drawnArrows).containsExactlyInAnyOrderElementsOf(arrows);
  }

  /** The lines of the document's Mermaid picture. */
  private static Iterable<String> picture() throws IOException {
    String text = Files.readString(SharedFiles.repository().resolve("docs/architecture.md"));
    int begin = text.indexOf("```mermaid");
    return text.substring(begin, text.indexOf("```", begin + 3)).lines().toList();
  }

  /** Each package with those it uses, without the names' common beginning. */
  private static Map<String, Set<String>> dependencies() {
    Map<String, Set<String>> dependencies = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-classes"))
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.lorentznet")) {
      Set<String> uses =
          dependencies.computeIfAbsent(name(type.getPackageName()), from -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith(ROOT) && !target.equals(type.getPackageName())) {
          uses.add(name(target));
        }
      }
    }
    return dependencies;
  }

  private static String name(String packageName) {
    return packageName.substring(ROOT.length());
  }

  /** Whether one package uses another, directly or through others, itself not counted. */
  private static boolean reaches(Map<String, Set<String>> dependencies, String from, String to) {
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(dependencies.getOrDefault(from, Set.of()));
    while (!left.isEmpty()) {
      String next = left.pop();
      if (next.equals(to)) {
        return true;
      }
      if (seen.add(next)) {
        left.addAll(dependencies.getOrDefault(next, Set.of()));
      }
    }
    return false;
  }
}
