package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import org.omicroutes.models.ModelTrainer;

/** {@code mmfn-clinical}: the networks of the clinical branch. */
@AutoService(ModelTrainer.class)
public final class MmfnClinicalTrainer extends FusionTrainer {
  public MmfnClinicalTrainer() {
    super(Arm.CLINICAL);
  }

  @Override
  public String name() {
    return "mmfn-clinical";
  }

  @Override
  public String summary() {
    return "The branch of mmfn that looks at clinical variables, alone.";
  }
}
