package org.lorentznet.app.report;

import java.util.Map;

/** Results that can be shown as a page and as pictures. */
public interface Report {
  /** Adds the sections to a page; those that have nothing to show are left out. */
  void addTo(ReportPage page);

  /** Every chart as files for a paper: names such as {@code roc.svg} and {@code roc.png}. */
  Map<String, byte[]> plots();
}
