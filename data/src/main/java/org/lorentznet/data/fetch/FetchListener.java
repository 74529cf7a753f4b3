package org.lorentznet.data.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** Hears how a data set comes in. */
public interface FetchListener {
  /** Another process is fetching the data set into this folder; its end is waited for. */
  void waitsForOther(Path folder);

  /** A file is there already. */
  void present(Path file);

  /**
   * The archive begins to send a file, or the rest of one.
   *
   * @param file its name in the archive
   * @param bytes that are there already
   * @param total of the whole file, where it is known
   */
  void begins(String file, long bytes, OptionalLong total);

  /** So many bytes of the file are there in all. */
  void at(long bytes);

  /** An attempt failed; the next one follows after a pause. */
  void retries(String reason, Duration pause);

  /** A tar that has come in is unpacked. */
  void unpacks(String file, long total);
}
