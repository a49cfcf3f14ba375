package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import org.omicroutes.models.ModelTrainer;

/** {@code mmfn-genomic}: the networks of the genomic branch. */
@AutoService(ModelTrainer.class)
public final class MmfnGenomicTrainer extends FusionTrainer {
  public MmfnGenomicTrainer() {
    super(Arm.GENOMIC);
  }

  @Override
  public String name() {
    return "mmfn-genomic";
  }

  @Override
  public String summary() {
    return "The branch of mmfn that looks at expression, alone.";
  }
}
