package org.omicroutes.formats;

import htsjdk.tribble.readers.PositionalBufferedStream;
import htsjdk.variant.bcf2.BCF2Codec;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFCodec;
import htsjdk.variant.vcf.VCFHeader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;

/**
 * The records of a VCF or BCF in the order of the file, decoded by HTSJDK's codecs; no index is
 * needed. Plain, gzip and bgzip are told apart by content. Lines are counted here, so that an error
 * can name the line (the record, in a BCF).
 *
 * <p>HTSJDK guards some things by {@code assert}, so its assertion errors count as broken records
 * too. Of a VCF, records that FILTER rejects are not decoded; genotypes are decoded when asked for.
 */
abstract class VcfRecords implements Closeable {
  private static final int BUFFER = 1 << 16;

  private long filtered;

  /** Opens a file and reads its header. */
  static VcfRecords open(Path file, boolean allFilters) throws IOException {
    BgzipEnd.check(file);
    BufferedInputStream in = new BufferedInputStream(TextFiles.open(file), BUFFER);
    try {
      in.mark(BUFFER);
      byte[] magic = in.readNBytes(3);
      in.reset();
      return new String(magic, StandardCharsets.ISO_8859_1).equals("BCF")
          ? new Binary(file, in, allFilters)
          : new Text(file, in, allFilters);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  abstract VCFHeader header();

  /** The next record that passes, or null at the end. */
  abstract VariantContext next() throws IOException;

  /** The record last read, for an error message. */
  abstract DataException.At here();

  /** How many records were left out because of their FILTER. */
  long filtered() {
    return filtered;
  }

  void countFiltered() {
    filtered++;
  }

  private static String broken(String what, Throwable e) {
    return "a broken " + what + " (" + VcfHeaders.said(e) + ")";
  }

  private static final class Text extends VcfRecords {
    private final Path file;
    private final BoundedLines bounded;
    private final BufferedReader in;
    private final boolean allFilters;
    private final VCFCodec codec = new VCFCodec();
    private final VcfLineRules rules = new VcfLineRules();
    private final VCFHeader header;
    private final int columns;
    private final boolean endsItsLines;
    private long line;

    Text(Path file, InputStream stream, boolean allFilters) throws IOException {
      this.file = file;
      this.allFilters = allFilters;
      this.bounded = new BoundedLines(stream, file, ReadLimits.CURRENT);
      this.in = new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8), BUFFER);
      List<String> lines = headerLines();
      header = VcfHeaders.read(codec, lines, file);
      columns = lines.get(lines.size() - 1).split("\t", -1).length;
      endsItsLines = VcfHeaders.endsItsLines(lines.get(0));
    }

    private List<String> headerLines() throws IOException {
      List<String> lines = new ArrayList<>();
      String text = in.readLine();
      if (text != null && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (text == null || !text.startsWith("##fileformat=")) {
        throw DataException.in(file)
            .line(1)
            .error(
                text == null ? "an empty file" : VcfHeaders.excerpt(text), "##fileformat=VCFv4…");
      }
      while (text != null && text.startsWith("##")) {
        lines.add(text);
        text = in.readLine();
      }
      line = lines.size() + 1;
      if (text == null || !text.startsWith("#CHROM\t")) {
        throw here()
            .error(
                text == null ? "the end of the file" : VcfHeaders.excerpt(text),
                "the header line #CHROM POS ID REF ALT QUAL FILTER INFO, tab-separated");
      }
      lines.add(text);
      return lines;
    }

    @Override
    VCFHeader header() {
      return header;
    }

    @Override
    VariantContext next() throws IOException {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line++;
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        rules.checkPlace(text, this);
        if (!allFilters && !passes(text)) {
          countFiltered();
          continue;
        }
        return decode(text);
      }
      if (endsItsLines && !bounded.atLineEnd()) {
        throw here().error("a last line without an end", "a line end (is the file cut short?)");
      }
      return null;
    }

    private VariantContext decode(String text) {
      rules.checkFormat(text, this);
      VariantContext variant;
      try {
        variant = codec.decode(withInfo(text));
      } catch (RuntimeException | AssertionError e) {
        VcfLineRules.checkQual(text, this);
        String expected = "a VCF record with " + columns + " tab-separated columns";
        throw here().error(broken("record", e), expected, e);
      }
      if (variant == null) {
        throw here().error(VcfHeaders.excerpt(text), "a VCF record");
      }
      return variant;
    }

    /** Some callers leave INFO empty where the specification asks for a dot. */
    private static String withInfo(String text) {
      int empty = text.indexOf("\t\t");
      if (empty < 0) {
        return text;
      }
      int tabs = (int) text.substring(0, empty + 1).chars().filter(c -> c == '\t').count();
      return tabs == 7 ? text.substring(0, empty + 1) + '.' + text.substring(empty + 1) : text;
    }

    /** The seventh column is PASS, '.' or empty; a line with fewer than eight is an error. */
    private boolean passes(String text) {
      int from = -1;
      for (int tab = 0; tab < 6; tab++) {
        from = text.indexOf('\t', from + 1);
        if (from < 0) {
          throw tooShort(tab + 1);
        }
      }
      int end = text.indexOf('\t', from + 1);
      if (end < 0) {
        throw tooShort(7);
      }
      int length = end - from - 1;
      boolean passes =
          length == 0
              || length == 1 && text.charAt(from + 1) == '.'
              || length == 4 && text.startsWith("PASS", from + 1);
      if (!passes) {
        VcfLineRules.checkFilter(text.substring(from + 1, end), this);
      }
      return passes;
    }

    private DataException tooShort(int found) {
      return here()
          .error(found + " columns", columns + ", as in the header (is the file cut short?)");
    }

    @Override
    DataException.At here() {
      return DataException.in(file).line(line);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Binary extends VcfRecords {
    private final Path file;
    private final PositionalBufferedStream in;
    private final boolean allFilters;
    private final BCF2Codec codec = new BcfHeader.Codec();
    private final VCFHeader header;
    private long record;

    Binary(Path file, InputStream stream, boolean allFilters) throws IOException {
      this.file = file;
      this.allFilters = allFilters;
      this.in = new PositionalBufferedStream(BcfHeader.ordered(stream, file), BUFFER);
      try {
        header = (VCFHeader) codec.readHeader(in).getHeaderValue();
      } catch (DataException e) {
        throw e;
      } catch (RuntimeException e) {
        throw DataException.in(file).error(broken("header", e), "a BCF 2.1 or 2.2 header", e);
      }
    }

    @Override
    VCFHeader header() {
      return header;
    }

    @Override
    VariantContext next() throws IOException {
      while (!in.isDone()) {
        record++;
        VariantContext variant;
        try {
          variant = codec.decode(in);
        } catch (DataException e) {
          throw e;
        } catch (RuntimeException | AssertionError | OutOfMemoryError e) {
          // The room for a record is taken before it is read: a broken size may ask for anything.
          throw here().error(broken("record", e), "a complete BCF record", e);
        }
        if (allFilters || !variant.isFiltered()) {
          return variant;
        }
        countFiltered();
      }
      return null;
    }

    @Override
    DataException.At here() {
      return DataException.in(file).column("of record " + record);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
