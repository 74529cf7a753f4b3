/** Figures as people read them: tables, pictures, and self-contained HTML pages. */
package org.lorentznet.app.report;
