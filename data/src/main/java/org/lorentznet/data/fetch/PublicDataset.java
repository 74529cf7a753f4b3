package org.lorentznet.data.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.JsonObject;

/**
 * A public data set.
 *
 * @param name what users call it, e.g. {@code top-reference}
 * @param title what it holds, in words
 * @param record address of its page in the archive
 * @param licence under which it may be used
 * @param citation what to cite, as it asks for
 * @param files as the archive has them
 * @param parts names of files of jets by what they are for, e.g. {@code train}
 */
public record PublicDataset(
    String name,
    String title,
    URI record,
    String licence,
    String citation,
    List<DatasetFile> files,
    Map<String, List<String>> parts) {
  public PublicDataset {
    files = List.copyOf(files);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  static PublicDataset of(JsonObject json) {
    json.requireOnly(Set.of("name", "title", "record", "licence", "citation", "files", "parts"));
    Map<String, List<String>> parts = new LinkedHashMap<>();
    JsonObject named = json.object("parts");
    named.members().keySet().forEach(part -> parts.put(part, named.texts(part)));
    return new PublicDataset(
        json.text("name"),
        json.text("title"),
        URI.create(json.text("record")),
        json.text("licence"),
        json.text("citation"),
        json.objects("files").stream().map(DatasetFile::of).toList(),
        parts);
  }

  /** Where a file can be downloaded: as Zenodo has it. */
  URI address(DatasetFile file) {
    return URI.create(record + "/files/" + file.name() + "?download=1");
  }

  /**
   * The files of jets of a part.
   *
   * @throws UserException listing the parts there are
   */
  public List<String> part(String part) {
    List<String> found = parts.get(part);
    if (found == null) {
      throw new UserException(
          "data set " + name + " has no part '" + part + "'; it has: " + listed());
    }
    return found;
  }

  private String listed() {
    return String.join(", ", parts.keySet());
  }

  /** The files that hold these, in the archive's order. */
  List<DatasetFile> holding(List<String> wanted) {
    List<DatasetFile> holding = new ArrayList<>();
    for (DatasetFile file : files) {
      if (!Collections.disjoint(file.files(), wanted)) {
        holding.add(file);
      }
    }
    return holding;
  }
}
