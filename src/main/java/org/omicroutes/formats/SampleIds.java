package org.omicroutes.formats;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sample identifiers and the patients they belong to. TCGA barcodes ({@code
 * TCGA-A2-A0CR-01A-11R-A22K-07}; dots instead of dashes, as R's {@code make.names} leaves them, are
 * understood) carry patient and sample type; any other identifier is taken as the patient itself.
 *
 * <p>Barcode layout: https://docs.gdc.cancer.gov/Encyclopedia/pages/TCGA_Barcode/
 */
public final class SampleIds {
  private static final Pattern TCGA =
      Pattern.compile(
          "(TCGA[-.][A-Z0-9]{2}[-.][A-Z0-9]{4})(?:[-.]([0-9]{2})([A-Z0-9]?(?:[-.].*)?))?",
          Pattern.CASE_INSENSITIVE);

  private SampleIds() {}

  /** What kind of tissue a sample is. */
  public enum Tissue {
    /** A tumour (TCGA types 01 to 05, 08, 09), or an identifier that does not say. */
    TUMOUR,
    /** TCGA types 06 and 07. */
    METASTASIS,
    /** TCGA types 10 to 19. */
    NORMAL,
    /** TCGA types from 20: control analytes, cell lines, xenografts. */
    CONTROL
  }

  /**
   * A sample identifier taken apart.
   *
   * @param id as it stands in the file
   * @param patient the patient
   * @param type the two-digit TCGA sample type; 0 where the identifier does not say
   * @param rest vial, portion and aliquot; empty where the identifier ends before
   */
  public record Sample(String id, String patient, int type, String rest) {

    public Tissue tissue() {
      if (type >= 20) {
        return Tissue.CONTROL;
      } else if (type >= 10) {
        return Tissue.NORMAL;
      }
      return type == 6 || type == 7 ? Tissue.METASTASIS : Tissue.TUMOUR;
    }
  }

  /** Takes an identifier apart. */
  public static Sample parse(String id) {
    Matcher barcode = TCGA.matcher(id);
    if (!barcode.matches()) {
      return new Sample(id, id, 0, "");
    }
    String patient = barcode.group(1).replace('.', '-').toUpperCase(Locale.ROOT);
    if (barcode.group(2) == null) {
      return new Sample(id, patient, 0, "");
    }
    return new Sample(id, patient, Integer.parseInt(barcode.group(2)), barcode.group(3));
  }

  /** The patient of a sample: the first 12 characters of a TCGA barcode, else the id itself. */
  public static String patient(String id) {
    return parse(id).patient();
  }

  /** Whether the identifier is a TCGA patient or a barcode of one of its samples. */
  static boolean isTcga(String id) {
    return TCGA.matcher(id).matches();
  }
}
