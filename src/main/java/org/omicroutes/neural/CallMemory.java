package org.omicroutes.neural;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory of one pass through a graph, given back at its end. SameDiff's own manager keeps
 * arrays until Java collects garbage, which a program with a large heap seldom does: a few
 * trainings then fill any machine.
 */
public final class CallMemory extends AbstractMemoryMgr {
  private final Set<INDArray> held = Collections.newSetFromMap(new IdentityHashMap<>());

  /** For the next pass of this thread through {@code executed}. */
  public static CallMemory of(SameDiff executed) {
    CallMemory memory = new CallMemory();
    InferenceSession session = new InferenceSession(executed);
    session.setMmgr(memory);
    executed.getSessions().put(Thread.currentThread().getId(), session);
    return memory;
  }

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return hold(Nd4j.createUninitializedDetached(type, shape));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    return hold(
        descriptor.isEmpty()
            ? Nd4j.create(descriptor)
            : Nd4j.createUninitializedDetached(descriptor.dataType(), descriptor.getShape()));
  }

  /** Holds an array that was made outside, such as an input of the pass. */
  public INDArray hold(INDArray array) {
    held.add(array);
    return array;
  }

  @Override
  public void release(INDArray array) {
    if (held.remove(array) && array.closeable()) {
      array.close();
    }
  }

  /** Gives everything back. */
  @Override
  public void close() {
    for (INDArray array : held) {
      if (!array.wasClosed() && array.closeable()) {
        array.close();
      }
    }
    held.clear();
  }
}
