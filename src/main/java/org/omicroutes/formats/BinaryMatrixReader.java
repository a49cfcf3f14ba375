package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.omicroutes.formats.LayerData.Kind;

/** Matrices of 0 and 1 (format {@code binary}), either way round. */
@AutoService(LayerReader.class)
public final class BinaryMatrixReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("binary");
  }

  @Override
  public Kind kind() {
    return Kind.BINARY;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    return MatrixLayers.read(sheet, rows, options, CellRule.BINARY, Kind.BINARY);
  }
}
