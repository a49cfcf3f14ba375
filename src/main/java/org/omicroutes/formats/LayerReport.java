package org.omicroutes.formats;

import java.util.List;
import org.omicroutes.formats.LayerData.SetAside;

/**
 * What a read layer holds and what was left out; the JSON of {@code read-layer}'s {@code
 * out-report}.
 *
 * @param layer its name in the samplesheet
 * @param kind counts, beta, binary or ready
 * @param features how many
 * @param patients how many
 * @param setAside samples, genes, records left out, by reason
 */
public record LayerReport(
    String layer, String kind, int features, int patients, List<SetAside> setAside) {}
