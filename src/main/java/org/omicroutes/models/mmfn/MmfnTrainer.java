package org.omicroutes.models.mmfn;

import com.google.auto.service.AutoService;
import org.omicroutes.models.ModelTrainer;

/** {@code mmfn}: the networks of both branches with attention, see {@link MmfnModel}. */
@AutoService(ModelTrainer.class)
public final class MmfnTrainer extends FusionTrainer {
  public MmfnTrainer() {
    super(Arm.FUSION);
  }

  @Override
  public String name() {
    return "mmfn";
  }

  @Override
  public String summary() {
    return "Death by a horizon from expression and clinical variables: a network of two branches whose features attend to each other.";
  }
}
