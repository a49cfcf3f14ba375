package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.omicroutes.formats.LayerData.Kind;

/** Matrices of raw read counts (format {@code counts}), either way round. */
@AutoService(LayerReader.class)
public final class CountMatrixReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("counts");
  }

  @Override
  public Kind kind() {
    return Kind.COUNTS;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    return MatrixLayers.read(sheet, rows, options, CellRule.COUNT, Kind.COUNTS);
  }
}
