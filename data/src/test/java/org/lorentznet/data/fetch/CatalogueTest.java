package org.lorentznet.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.UserException;

class CatalogueTest {
  @TempDir Path folder;

  @Test
  void knowsThePublicSets() {
    Catalogue catalogue = Catalogue.builtIn();
    assertThat(catalogue.datasets())
        .extracting(PublicDataset::name)
        .containsExactly("top-reference", "quark-gluon", "jetclass-small");
    PublicDataset top = catalogue.named("top-reference");
    assertThat(top.part("validation")).containsExactly("val.h5");
    assertThat(top.address(top.files().getFirst()))
        .hasToString("https://zenodo.org/records/2603256/files/train.h5?download=1");
    assertThat(DatasetCache.bytes(top, List.of("validation", "test")))
        .isEqualTo(OptionalLong.of(347_378_076 + 347_849_376));
  }

  @Test
  void everyPartConsistsOfFilesThereAreAndNoneIsInTwo() {
    for (PublicDataset dataset : Catalogue.builtIn().datasets()) {
      assertThat(dataset.parts()).containsOnlyKeys("train", "validation", "test");
      List<String> given = dataset.files().stream().flatMap(file -> file.files().stream()).toList();
      List<String> used = new ArrayList<>();
      dataset.parts().values().forEach(used::addAll);
      assertThat(used).as(dataset.name()).doesNotHaveDuplicates().hasSameElementsAs(given);
      assertThat(dataset.files()).allMatch(file -> file.md5().matches("[0-9a-f]{32}"));
      assertThat(dataset.files()).extracting(DatasetFile::md5).doesNotHaveDuplicates();
    }
  }

  @Test
  void namesWhatThereIsWhereSomethingElseIsAskedFor() {
    assertThatThrownBy(() -> Catalogue.builtIn().named("top"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "no data set 'top' is known; there are: top-reference, quark-gluon, jetclass-small");
    assertThatThrownBy(() -> Catalogue.builtIn().named("quark-gluon").part("val"))
        .isInstanceOf(UserException.class)
        .hasMessage("data set quark-gluon has no part 'val'; it has: train, validation, test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{}",
        "{\"datasets\": [{\"name\": \"x\"}]}",
        "{\"datasets\": [{\"name\": \"x\", \"title\": \"\", \"record\": \"not an address\","
            + " \"licence\": \"\", \"citation\": \"\", \"files\": [], \"parts\": {}}]}"
      })
  void refusesAFileThatIsNoCatalogue(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("sets.json"), text);
    assertThatThrownBy(() -> Catalogue.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("sets.json");
  }
}
