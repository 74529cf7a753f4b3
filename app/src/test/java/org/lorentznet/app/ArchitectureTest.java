package org.lorentznet.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds every package to what it may depend on: one direction, the data's way. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("test-classes"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.lorentznet");

  /** Each package of core and training, with the others of these that it may use. */
  private static final List<List<String>> JDK_ALONE =
      List.of(
          List.of("errors"),
          List.of("files", "errors"),
          List.of("json", "errors"),
          List.of("numeric", "errors"),
          List.of("geometry", "errors", "numeric"),
          List.of("metrics", "errors", "json", "numeric"),
          List.of("jet", "errors", "json", "numeric", "geometry"),
          List.of("dataset", "jet", "errors", "json", "numeric", "geometry"),
          List.of("kernel", "errors", "numeric"),
          List.of("kernel.vector", "kernel", "errors", "numeric"),
          List.of("network", "kernel", "jet", "errors", "json", "numeric", "geometry"),
          List.of(
              "network.lorentz",
              "network",
              "kernel",
              "jet",
              "errors",
              "json",
              "numeric",
              "geometry"),
          List.of("network.ensemble", "network", "kernel", "jet", "errors", "numeric"),
          List.of(
              "network.lorentz.exact",
              "network.lorentz",
              "network",
              "jet",
              "errors",
              "json",
              "numeric",
              "geometry"),
          List.of(
              "explanation", "network", "kernel", "jet", "errors", "json", "numeric", "geometry"),
          List.of(
              "equivariance", "network", "kernel", "jet", "errors", "json", "numeric", "geometry"),
          List.of("calibration", "network", "kernel", "jet", "errors", "json", "numeric"),
          List.of(
              "model",
              "calibration",
              "network.ensemble",
              "network.lorentz",
              "network",
              "jet",
              "errors",
              "files",
              "json"),
          List.of("tagger", "model", "network", "kernel", "jet", "errors"),
          List.of(
              "training",
              "dataset",
              "model",
              "network",
              "kernel",
              "jet",
              "metrics",
              "errors",
              "files",
              "json",
              "numeric"));

  private static String core(String name) {
    return "org.lorentznet." + name;
  }

  @Test
  void packagesOnTheJdkAloneDependInOneDirection() {
    for (List<String> names : JDK_ALONE) {
      String[] allowed =
          Stream.concat(Stream.of("java.."), names.stream().map(ArchitectureTest::core))
              .toArray(String[]::new);
      if (names.getFirst().equals("kernel.vector")) {
        allowed = Arrays.copyOf(allowed, allowed.length + 1);
        allowed[allowed.length - 1] = "jdk.incubator.vector..";
      }
      classes()
          .that()
          .resideInAPackage(core(names.getFirst()))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(allowed)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void everyPackageIsKnownHere() {
    String[] known =
        Stream.concat(
                JDK_ALONE.stream().map(names -> core(names.getFirst())),
                Stream.of(
                    "org.lorentznet.data..",
                    "org.lorentznet.onnx..",
                    "org.lorentznet.server..",
                    "org.lorentznet.app.."))
            .toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(CLASSES);
  }

  @Test
  void dataDependsOnTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage("org.lorentznet.data..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.lorentznet.onnx..", "org.lorentznet.server..", "org.lorentznet.app..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onnxDependsOnTheCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage("org.lorentznet.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.lorentznet.app..", "org.lorentznet.data..", "org.lorentznet.server..")
        .check(CLASSES);
  }

  @Test
  void theServerDoesNotKnowTheApplication() {
    noClasses()
        .that()
        .resideInAPackage("org.lorentznet.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lorentznet.app..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServersRootKnowsTheWebServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lorentznet.server")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .check(CLASSES);
  }

  @Test
  void oneArchitectureIsKnownToItselfToModelFilesToItsGraphAndToTheApplicationOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.lorentznet.network.lorentz..",
            "org.lorentznet.model..",
            "org.lorentznet.onnx.graph..",
            "org.lorentznet.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lorentznet.network.lorentz..")
        .check(CLASSES);
  }

  @Test
  void onlyTheVectorKernelsNameTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lorentznet.kernel.vector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("org.lorentznet.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
