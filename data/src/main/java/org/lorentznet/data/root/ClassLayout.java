package org.lorentznet.data.root;

import java.util.List;

/** What a class consisted of when an object of it was written. */
record ClassLayout(String name, int version, long checksum, List<StreamerElement> elements) {}
