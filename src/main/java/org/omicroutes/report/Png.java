package org.omicroutes.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Printed drawings as pixels, 300 to the inch where the drawing has 96. The same drawing gives the
 * same bytes on the same machine; the fonts are the machine's.
 */
final class Png {
  static final int DPI = 300;

  private static final double CSS_DPI = 96;
  private static final long PIXELS_PER_METRE = Math.round(DPI / 0.0254);
  private static final String STANDARD = "javax_imageio_png_1.0";

  /** A native executable holds nothing of AWT; constant when it is built, so that it stays out. */
  private static final boolean NATIVE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  static {
    // No window is ever opened; a display that is named but not there would stop the fonts.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  /** Drawings are our own, so that none is too large. */
  private static final LoaderContext CONTEXT =
      LoaderContext.builder()
          .documentLimits(
              new DocumentLimits(
                  DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                  DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                  Integer.MAX_VALUE))
          .build();

  private Png() {}

  /** Why there cannot be PNG files on this machine, empty where there can: it may lack fonts. */
  static Optional<String> obstacle() {
    if (NATIVE) {
      return Optional.of("a native executable holds nothing of AWT");
    }
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      FontRenderContext context = new FontRenderContext(null, true, true);
      double width = font.getStringBounds("AUC", context).getWidth();
      return width > 0 ? Optional.empty() : Optional.of("it has no fonts");
    } catch (LinkageError | AWTError | InternalError | RuntimeException e) {
      return Optional.of("Java finds no fonts there (" + e.getMessage() + ")");
    }
  }

  /** The number of pixels for a length in the drawing. */
  static int pixels(double length) {
    return (int) Math.ceil(length * DPI / CSS_DPI);
  }

  static byte[] of(Svg svg) {
    if (NATIVE) {
      throw new IllegalStateException(obstacle().orElseThrow());
    }
    byte[] source = PrintedSvg.of(svg, family()).getBytes(StandardCharsets.UTF_8);
    SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(source), null, CONTEXT);
    if (document == null) {
      throw new IllegalStateException("the drawing " + svg.id() + " cannot be read");
    }
    int width = pixels(svg.width());
    int height = pixels(svg.height());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      hint(graphics);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      document.render(null, graphics, new ViewBox(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return encode(image);
  }

  /** The first font of the list that the machine has; Java takes a name it lacks for any font. */
  private static String family() {
    List<String> installed =
        List.of(
            GraphicsEnvironment.getLocalGraphicsEnvironment()
                .getAvailableFontFamilyNames(Locale.ROOT));
    return Stream.of(PrintedSvg.FONT.split(", "))
        .filter(installed::contains)
        .findFirst()
        .orElse(Font.SANS_SERIF);
  }

  private static void hint(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  private static byte[] encode(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
      metadata.mergeTree(STANDARD, resolution());
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), null);
    } catch (IIOInvalidTreeException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode resolution() {
    IIOMetadataNode physical = new IIOMetadataNode("pHYs");
    physical.setAttribute("pixelsPerUnitXAxis", Long.toString(PIXELS_PER_METRE));
    physical.setAttribute("pixelsPerUnitYAxis", Long.toString(PIXELS_PER_METRE));
    physical.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(STANDARD);
    root.appendChild(physical);
    return root;
  }
}
