package org.lorentznet.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lorentznet.data.fetch.FaultyArchive.cutAt;
import static org.lorentznet.data.fetch.FaultyArchive.damaged;
import static org.lorentznet.data.fetch.FaultyArchive.instead;
import static org.lorentznet.data.fetch.FaultyArchive.slowly;
import static org.lorentznet.data.fetch.FaultyArchive.stallAt;
import static org.lorentznet.data.fetch.FaultyArchive.status;
import static org.lorentznet.data.fetch.FaultyArchive.withoutLength;
import static org.lorentznet.data.fetch.FaultyArchive.withoutRanges;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.UserException;
import org.lorentznet.numeric.RandomStream;

/** Data sets come in whole and right, or not at all, whatever the archive and the network do. */
class DatasetCacheTest {
  private static final Patience LITTLE =
      new Patience(4, Duration.ofMillis(10), Duration.ofSeconds(30), Duration.ofSeconds(5));

  /** Bytes sent last may be lost with the connection they came by. */
  private static final int IN_FLIGHT = 100_000;

  private static final byte[] CONTENT = content(1_000_000, 1);

  @TempDir Path folder;
  private final FaultyArchive archive = new FaultyArchive().file("a.h5", CONTENT);
  private final Heard heard = new Heard();

  /** What a listener is told. */
  private static final class Heard implements FetchListener {
    final List<String> retries = new ArrayList<>();
    final List<Path> present = new ArrayList<>();
    volatile boolean waited;
    long begunWith = -1;
    long reached;

    @Override
    public void waitsForOther(Path folder) {
      waited = true;
    }

    @Override
    public void present(Path file) {
      present.add(file);
    }

    @Override
    public void begins(String file, long bytes, OptionalLong total) {
      begunWith = bytes;
    }

    @Override
    public void at(long bytes) {
      reached = bytes;
    }

    @Override
    public void retries(String reason, Duration pause) {
      retries.add(reason);
    }

    @Override
    public void unpacks(String file, long total) {}
  }

  private static byte[] content(int bytes, long seed) {
    RandomStream random = new RandomStream(seed);
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) random.nextInt(256);
    }
    return content;
  }

  private static String md5(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }

  private PublicDataset dataset(DatasetFile file) {
    return new PublicDataset(
        "toy",
        "a toy",
        URI.create(archive.record()),
        "none",
        "nobody",
        List.of(file),
        Map.of("train", file.files()));
  }

  private DatasetFile file(OptionalLong bytes) throws Exception {
    return new DatasetFile("a.h5", md5(CONTENT), bytes, List.of());
  }

  private Path target() {
    return folder.resolve("cache/toy/a.h5");
  }

  private Path partial() {
    return folder.resolve("cache/toy/a.h5.part");
  }

  private DatasetCache cache() {
    return new DatasetCache(folder.resolve("cache"));
  }

  private void fetch(OptionalLong bytes) throws Exception {
    cache().fetch(dataset(file(bytes)), List.of("train"), LITTLE, heard);
  }

  private void fetch() throws Exception {
    fetch(OptionalLong.of(CONTENT.length));
  }

  private void fetchesInTheEnd() throws Exception {
    fetch();
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(partial()).doesNotExist();
  }

  /** Fetching ends in an error, and leaves nothing that could be taken for the file. */
  private void fails(String... words) {
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("\n");
    assertThat(target()).doesNotExist();
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  @Test
  void bringsAFileInOnce() throws Exception {
    PublicDataset dataset = dataset(file(OptionalLong.empty()));
    assertThat(cache().files(dataset, "train")).isEmpty();
    fetchesInTheEnd();
    assertThat(heard.reached).isEqualTo(CONTENT.length);
    assertThat(cache().files(dataset, "train")).contains(List.of(target()));
    fetch();
    assertThat(heard.present).containsExactly(target());
    assertThat(archive.requests()).containsExactly("a.h5 from 0");
  }

  @Test
  void asksOnlyForTheRestAfterALostConnection() throws Exception {
    archive.faults(cutAt(300_000), cutAt(300_001), cutAt(700_000));
    fetchesInTheEnd();
    assertThat(archive.requests()).first().isEqualTo("a.h5 from 0");
    assertThat(archive.starts()).hasSize(4).isSorted();
    assertThat(archive.starts().get(1)).isBetween(300_000 - IN_FLIGHT, 300_000);
    assertThat(archive.starts().get(2)).isBetween(300_001 - IN_FLIGHT, 300_001);
    assertThat(archive.starts().get(3)).isBetween(700_000 - IN_FLIGHT, 700_000);
    assertThat(heard.retries).containsOnly("the connection was lost");
  }

  @Test
  void goesOnFromWhatAKilledProcessLeft() throws Exception {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), Arrays.copyOf(CONTENT, 400_000));
    fetchesInTheEnd();
    assertThat(heard.begunWith).isEqualTo(400_000);
    assertThat(archive.requests()).containsExactly("a.h5 from 400000");
  }

  @Test
  void asksForNothingWhereOnlyTheNameWasMissing() throws Exception {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), CONTENT);
    fetch(OptionalLong.empty());
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(archive.requests()).isEmpty();
  }

  @Test
  void beginsAnewWhereWhatWasLeftIsDamaged() throws Exception {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), Arrays.copyOf(damaged(CONTENT), 600_000));
    fetchesInTheEnd();
    assertThat(archive.requests()).containsExactly("a.h5 from 600000", "a.h5 from 0");
  }

  @Test
  void beginsAnewWhereMoreIsLeftThanThereShouldBe() throws Exception {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), content(CONTENT.length + 5, 2));
    fetchesInTheEnd();
    Files.delete(target());
    Files.write(partial(), content(CONTENT.length + 5, 2));
    fetch(OptionalLong.empty());
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void makesDoWithAnArchiveWithoutRanges() throws Exception {
    archive.faults(withoutRanges(500_000), withoutRanges(600_000));
    archive.always(withoutRanges(CONTENT.length));
    fetchesInTheEnd();
  }

  @Test
  void makesDoWithoutALength() throws Exception {
    archive.always(withoutLength(CONTENT));
    fetch(OptionalLong.empty());
    assertThat(target()).hasBinaryContent(CONTENT);
  }

  @Test
  void goesOnAfterAStandstill() throws Exception {
    archive.faults(stallAt(200_000, 60_000));
    Patience hasty =
        new Patience(4, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofSeconds(5));
    cache().fetch(dataset(file(OptionalLong.of(CONTENT.length))), List.of("train"), hasty, heard);
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(heard.retries).contains("nothing came for 1 s");
    assertThat(archive.starts()).startsWith(0);
    assertThat(archive.starts().get(1)).isBetween(200_000 - IN_FLIGHT, 200_000);
  }

  @Test
  void waitsForSlowBytes() throws Exception {
    archive.faults(slowly(150_000, 200));
    fetchesInTheEnd();
    assertThat(heard.retries).isEmpty();
  }

  @Test
  void waitsAsLongAsItIsAskedTo() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
    archive.faults(status(429, "Retry-After", "1"), status(503, "Retry-After", date), status(502));
    long start = System.nanoTime();
    fetchesInTheEnd();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(heard.retries)
        .containsExactly("HTTP status 429", "HTTP status 503", "HTTP status 502");
  }

  @Test
  void doesNotWaitForever() {
    archive.always(status(429, "Retry-After", "86400"));
    fails("HTTP status 429", "86400 s", "goes on from here");
    assertThat(archive.requests()).hasSize(1);
  }

  @Test
  void givesUpAfterSomeFailuresInARow() {
    archive.always(status(503));
    fails(archive.record(), "HTTP status 503", "4 times in a row", "goes on from here");
    assertThat(archive.requests()).hasSize(4);
  }

  @Test
  void givesUpWhereNothingAnswers() {
    archive.close();
    fails(archive.record(), "4 times in a row");
  }

  @Test
  void asksOnceForWhatIsNotThere() {
    archive.always(status(404));
    fails("a.h5", "HTTP status 404", "no such file");
    assertThat(archive.requests()).hasSize(1);
  }

  @Test
  void followsRedirections() throws Exception {
    archive.file("elsewhere", CONTENT);
    archive.faults(status(302, "Location", "/records/7/files/elsewhere"));
    fetchesInTheEnd();
    assertThat(archive.requests()).containsExactly("a.h5 from 0", "elsewhere from 0");
  }

  @Test
  void doesNotFollowThemInCircles() {
    archive.always(status(302, "Location", "/records/7/files/a.h5"));
    fails("a.h5");
    assertThat(archive.requests()).hasSizeLessThan(50);
  }

  @Test
  void refusesWrongBytes() {
    archive.always(instead(damaged(CONTENT)));
    fails(archive.record(), "MD5 checksum", "not what was published");
    assertThat(partial()).doesNotExist();
  }

  @Test
  void refusesAnotherLength() {
    archive.always(instead(Arrays.copyOf(CONTENT, 999_999)));
    fails("999999 bytes, 1000000 expected");
  }

  @Test
  void refusesMoreThanTheFile() {
    archive.always(withoutLength(content(3_000_000, 3)));
    fails("more than the 1000000 bytes");
    assertThat(partial()).doesNotExist();
  }

  @Test
  void saysWhereTheDiskIsTooSmall() throws Exception {
    long tooMuch = 1L << 60;
    archive.always((exchange, content) -> {
      exchange.sendResponseHeaders(200, tooMuch);
      exchange.getResponseBody().write(content);
    });
    assertThatThrownBy(() -> fetch(OptionalLong.of(tooMuch)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("a.h5", "MB more are needed", "MB are free");
  }

  @Test
  void saysWhereTheFolderCannotBeMade() throws Exception {
    Files.writeString(folder.resolve("cache"), "a file");
    fails("cache", "cannot be written");
    assertThat(archive.requests()).isEmpty();
  }

  @Test
  void severalAtOnceFetchOnce() throws Exception {
    archive.always(slowly(100_000, 50));
    PublicDataset dataset = dataset(file(OptionalLong.of(CONTENT.length)));
    List<Heard> all = List.of(new Heard(), new Heard(), new Heard());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> runs = new ArrayList<>();
      for (Heard each : all) {
        runs.add(threads.submit(() -> cache().fetch(dataset, List.of("train"), LITTLE, each)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(archive.requests()).containsExactly("a.h5 from 0");
    assertThat(all).filteredOn(each -> each.waited).hasSize(2);
  }

  @Test
  void randomCutsDoNoHarm() throws Exception {
    RandomStream random = new RandomStream(4);
    for (int round = 0; round < 20; round++) {
      for (int cut = random.nextInt(6); cut > 0; cut--) {
        archive.faults(
            random.nextInt(4) == 0
                ? withoutRanges(random.nextInt(CONTENT.length))
                : cutAt(random.nextInt(CONTENT.length)));
      }
      try {
        fetch();
      } catch (UserException e) {
        // Too many cuts in a row: the same command goes on.
        fetch();
      }
      assertThat(target()).hasBinaryContent(CONTENT);
      Files.delete(target());
    }
  }

  private byte[] tar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey(), true);
        header.setSize(entry.getValue().length);
        tar.putArchiveEntry(header);
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private void fetchTar(byte[] tar) throws Exception {
    archive.file("jets.tar", tar);
    DatasetFile file =
        new DatasetFile("jets.tar", md5(tar), OptionalLong.empty(), List.of("a.root", "b.root"));
    cache().fetch(dataset(file), List.of("train"), LITTLE, heard);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void unpacksWhatIsWantedAndNothingElse() throws Exception {
    byte[] tar =
        tar(
            Map.of(
                "val/a.root", bytes("A"),
                "../../b.root", bytes("B"),
                "../../evil", bytes("C"),
                "/tmp/lorentznet-evil", bytes("D"),
                "README", bytes("E")));
    archive.file("jets.tar", tar);
    archive.faults(cutAt(1000), cutAt(2000));
    fetchTar(tar);
    Path toy = folder.resolve("cache/toy");
    assertThat(toy.toFile().list()).containsExactlyInAnyOrder("a.root", "b.root", ".lock");
    assertThat(toy.resolve("a.root")).hasContent("A");
    assertThat(toy.resolve("b.root")).hasContent("B");
    assertThat(folder.toFile().list()).containsExactly("cache");
    fetchTar(tar);
    assertThat(archive.requests()).hasSize(3);
  }

  @Test
  void saysWhatATarLacks() throws Exception {
    byte[] tar = tar(Map.of("a.root", bytes("A")));
    assertThatThrownBy(() -> fetchTar(tar))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("jets.tar", "does not hold b.root");
  }

  @Test
  void saysWhereATarIsNone() {
    assertThatThrownBy(() -> fetchTar(content(5000, 5)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("jets.tar");
  }
}
