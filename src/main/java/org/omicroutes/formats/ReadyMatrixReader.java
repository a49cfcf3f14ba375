package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.omicroutes.formats.LayerData.Kind;

/** Matrices of ready values (format {@code matrix}), taken as they are, either way round. */
@AutoService(LayerReader.class)
public final class ReadyMatrixReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("matrix");
  }

  @Override
  public Kind kind() {
    return Kind.READY;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    return MatrixLayers.read(sheet, rows, options, CellRule.NUMBER, Kind.READY);
  }
}
