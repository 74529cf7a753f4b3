package org.lorentznet.server.models;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A model that is served now.
 *
 * @param key its name and version
 * @param file where it was read
 * @param digest SHA-256 of the file, hexadecimal: tells one reading of a version from the next
 * @param loaded when it was read
 * @param model what was read
 */
public record ServedModel(
    ModelKey key, Path file, String digest, Instant loaded, ReadModel model) {}
