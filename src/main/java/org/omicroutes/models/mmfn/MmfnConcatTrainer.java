package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import org.omicroutes.models.ModelTrainer;

/** {@code mmfn-concat}: the networks of both branches without attention. */
@AutoService(ModelTrainer.class)
public final class MmfnConcatTrainer extends FusionTrainer {
  public MmfnConcatTrainer() {
    super(Arm.CONCATENATION);
  }

  @Override
  public String name() {
    return "mmfn-concat";
  }

  @Override
  public String summary() {
    return "As mmfn, with the branches' features put side by side in place of attention.";
  }
}
