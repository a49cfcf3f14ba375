package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.Kind;

/**
 * Matrices of methylation beta values (format {@code beta}), either way round. Where the sheet has
 * a row of format {@code probe-map}, the CpGs of a gene are averaged, leaving out missing values;
 * else the features stay as they are.
 */
@AutoService(LayerReader.class)
public final class BetaMatrixReader implements LayerReader {

  @Override
  public Set<String> formats() {
    return Set.of("beta");
  }

  @Override
  public Kind kind() {
    return Kind.BETA;
  }

  @Override
  public LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException {
    LayerData betas = MatrixLayers.read(sheet, rows, options, CellRule.BETA, Kind.BETA);
    Optional<Samplesheet.Row> map = HelperRows.one(sheet, "probe-map");
    if (map.isEmpty()) {
      return betas;
    }
    SetAsideTally unmapped = new SetAsideTally();
    LabelledMatrix genes =
        ProbeMap.read(map.get().path()).average(betas.matrix(), rows.get(0).path(), unmapped);
    List<LayerData.SetAside> setAside = new ArrayList<>(betas.setAside());
    setAside.addAll(unmapped.list());
    return new LayerData(Kind.BETA, genes, null, setAside);
  }
}
