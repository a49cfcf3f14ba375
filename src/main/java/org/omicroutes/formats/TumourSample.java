package org.omicroutes.formats;

import htsjdk.variant.vcf.VCFHeader;
import htsjdk.variant.vcf.VCFHeaderLine;
import htsjdk.variant.vcf.VCFSimpleHeaderLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/**
 * Which column of a VCF is the tumour.
 *
 * @param column the tumour's column name; null in a file without sample columns
 * @param normal the matched normal's column name; null where unknown
 */
record TumourSample(String column, String normal) {
  private static final Pattern TUMOUR =
      Pattern.compile("(?i)(^|.*[^a-z])(tumou?r|primary_?tumou?r)([^a-z].*|$)");
  private static final Pattern NORMAL =
      Pattern.compile("(?i)(^|.*[^a-z])(normal|germline|blood)([^a-z].*|$)");
  private static final Pattern TCGA = Pattern.compile("TCGA-\\w{2}-\\w{4}-(\\d)\\d.*");

  /**
   * Decides by, in this order: the name asked for; {@code ##tumor_sample=}; {@code ##SAMPLE} lines
   * that say tumour; column names that say tumour, or TCGA barcodes; the other one of two columns
   * of which one is the normal; the only column.
   *
   * @param wanted the column asked for; null: none
   * @throws DataException that lists the columns where none or several qualify
   */
  static TumourSample of(VCFHeader header, String wanted, Path file) {
    List<String> columns = header.getGenotypeSamples();
    if (columns.isEmpty()) {
      return new TumourSample(null, null);
    }
    Set<String> normals = named(header, columns, "normal_sample", NORMAL, '1');
    if (wanted != null) {
      if (!columns.contains(wanted)) {
        throw DataException.in(file)
            .error("the samples " + columns, "a sample '" + wanted + "' (the tumour asked for)");
      }
      return with(wanted, normals);
    }
    if (columns.size() == 1) {
      return new TumourSample(columns.get(0), null);
    }
    Set<String> tumours = named(header, columns, "tumor_sample", TUMOUR, '0');
    if (tumours.isEmpty() && columns.size() == 2 && normals.size() == 1) {
      tumours = new TreeSet<>(columns);
      tumours.removeAll(normals);
    }
    if (tumours.size() != 1) {
      throw DataException.in(file)
          .error(
              "the samples "
                  + columns
                  + (tumours.isEmpty() ? ", none known" : ", " + tumours + " all named")
                  + " as the tumour",
              "one tumour: name it in the samplesheet's column 'sample' or with --tumor-sample");
    }
    return with(tumours.iterator().next(), normals);
  }

  private static TumourSample with(String tumour, Set<String> normals) {
    Set<String> others = new TreeSet<>(normals);
    others.remove(tumour);
    return new TumourSample(tumour, others.size() == 1 ? others.iterator().next() : null);
  }

  private static Set<String> named(
      VCFHeader header, List<String> columns, String key, Pattern says, char tcgaType) {
    Set<String> found = new TreeSet<>();
    for (VCFHeaderLine line : header.getOtherHeaderLines()) {
      if (line.getKey().equals(key) && columns.contains(line.getValue())) {
        found.add(line.getValue());
      }
    }
    if (found.isEmpty()) {
      found.addAll(bySampleLines(header, columns, says));
    }
    if (found.isEmpty()) {
      columns.stream().filter(column -> says.matcher(column).matches()).forEach(found::add);
    }
    if (found.isEmpty()) {
      for (String column : columns) {
        var barcode = TCGA.matcher(column);
        if (barcode.matches() && barcode.group(1).charAt(0) == tcgaType) {
          found.add(column);
        }
      }
    }
    return found;
  }

  /** {@code ##SAMPLE=<ID=TUMOR,SampleName=S1,…>}: the column may be the ID or the name. */
  private static List<String> bySampleLines(VCFHeader header, List<String> columns, Pattern says) {
    List<String> found = new ArrayList<>();
    for (VCFHeaderLine line : header.getMetaDataInInputOrder()) {
      if (line.getKey().equals("SAMPLE") && line instanceof VCFSimpleHeaderLine sample) {
        Map<String, String> fields = sample.getGenericFields();
        boolean matches =
            says.matcher(sample.getID()).matches()
                || says.matcher(fields.getOrDefault("Description", "")).matches();
        String name = fields.getOrDefault("SampleName", "");
        String column = columns.contains(sample.getID()) ? sample.getID() : name;
        if (matches && columns.contains(column) && !found.contains(column)) {
          found.add(column);
        }
      }
    }
    return found;
  }

  /** Whether the name says only what sort of sample it is ({@code TUMOR}), not whose. */
  static boolean isGeneric(String column) {
    return Set.of("TUMOR", "TUMOUR", "PRIMARY", "SAMPLE", "DNA_TUMOR")
        .contains(column.toUpperCase(Locale.ROOT));
  }
}
