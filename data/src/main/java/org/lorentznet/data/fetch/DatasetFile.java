package org.lorentznet.data.fetch;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.lorentznet.json.JsonObject;

/**
 * A file of a public data set, as its archive has it.
 *
 * @param name the name there
 * @param md5 checksum of its content, 32 hexadecimal digits
 * @param bytes its size, where it is known before it is asked for
 * @param members where it is a tar, the names, without folders, of those files in it that are jets
 */
public record DatasetFile(String name, String md5, OptionalLong bytes, List<String> members) {
  public DatasetFile {
    members = List.copyOf(members);
  }

  static DatasetFile of(JsonObject json) {
    json.requireOnly(Set.of("name", "md5", "bytes", "members"));
    return new DatasetFile(
        json.text("name"),
        json.text("md5"),
        json.has("bytes") ? OptionalLong.of((long) json.number("bytes")) : OptionalLong.empty(),
        json.has("members") ? json.texts("members") : List.of());
  }

  /** Whether it is a tar, which is unpacked and then removed. */
  public boolean packed() {
    return !members.isEmpty();
  }

  /** Names of the files that are there once it is fetched. */
  public List<String> files() {
    return packed() ? members : List.of(name);
  }
}
