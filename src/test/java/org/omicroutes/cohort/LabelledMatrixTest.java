package org.omicroutes.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledMatrixTest {
  private final LabelledMatrix matrix =
      LabelledMatrix.of(
          List.of("f", "g"),
          List.of("a", "b", "c"),
          new double[][] {{1, 2, 3}, {4, Double.NaN, 6}});

  @Test
  void borrowedColumnsAreThoseOfTheirOrigin() {
    LabelledMatrix borrowed = matrix.borrow(List.of("x", "y", "z", "w"), new int[] {2, 0, 2, 1});
    assertThat(borrowed.sampleIds()).containsExactly("x", "y", "z", "w");
    assertThat(borrowed.row(0)).containsExactly(3, 1, 3, 2);
    assertThat(borrowed.column(0)).containsExactly(3, 6);
    assertThat(borrowed.toArray()[1]).containsExactly(6, 4, 6, Double.NaN);
    assertThat(borrowed.missingCount()).isEqualTo(1);
    assertThat(borrowed.origin(2)).isEqualTo("c");
    assertThat(borrowed.source(0)).isEqualTo(borrowed.source(2)).isNotEqualTo(borrowed.source(1));
    assertThat(borrowed.sourceCount()).isEqualTo(3);
    assertThat(borrowed.sampleIndex("a")).isEqualTo(-1);
  }

  @Test
  void originsOutliveWhatIsDoneWithTheMatrix() {
    LabelledMatrix borrowed = matrix.borrow(List.of("x", "y"), new int[] {2, 2});
    LabelledMatrix again = borrowed.borrow(List.of("u"), new int[] {1});
    assertThat(again.origin(0)).isEqualTo("c");
    assertThat(again.column(0)).containsExactly(3, 6);
    LabelledMatrix mapped = borrowed.map(v -> -v);
    assertThat(mapped.row(0)).containsExactly(-3, -3);
    assertThat(mapped.source(0)).isEqualTo(mapped.source(1));
    assertThat(borrowed.selectFeatures(List.of("g")).row(0)).containsExactly(6, 6);
    LabelledMatrix selected = borrowed.selectSamples(List.of("y"));
    assertThat(selected.origin(0)).isEqualTo("c");
    assertThat(selected.column(0)).containsExactly(3, 6);
  }

  @Test
  void ownColumnsAreTheirOwnOrigin() {
    assertThat(matrix.origin(1)).isEqualTo("b");
    assertThat(matrix.source(1)).isEqualTo(1);
    LabelledMatrix renamed = matrix.withOrigins(List.of("p", "p", "q"));
    assertThat(renamed.origin(1)).isEqualTo("p");
    assertThat(renamed.sampleIds()).isEqualTo(matrix.sampleIds());
    assertThatThrownBy(() -> matrix.withOrigins(List.of("p")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.borrow(List.of("x"), new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
