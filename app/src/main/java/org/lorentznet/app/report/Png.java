package org.lorentznet.app.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures as PNG files. */
final class Png {
  private Png() {}

  /**
   * Draws a picture.
   *
   * @param svg a whole file
   * @param scale pixels for a unit of the picture
   */
  static byte[] of(String svg, double scale) {
    return stacked(List.of(svg), scale);
  }

  /** Draws pictures, one below the other. */
  static byte[] stacked(List<String> svgs, double scale) {
    List<SVGDocument> documents = svgs.stream().map(Png::read).toList();
    double width = 0;
    double height = 0;
    for (SVGDocument document : documents) {
      width = Math.max(width, document.size().width);
      height += document.size().height;
    }
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(width * scale),
            (int) Math.ceil(height * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    for (SVGDocument document : documents) {
      document.render((Component) null, graphics, null);
      graphics.translate(0, document.size().height);
    }
    graphics.dispose();
    return bytes(image);
  }

  /** The bytes of a file. */
  static byte[] bytes(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static SVGDocument read(String svg) {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalArgumentException("no SVG picture: " + svg);
    }
    return document;
  }
}
