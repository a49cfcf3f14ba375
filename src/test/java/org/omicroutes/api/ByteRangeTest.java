package org.omicroutes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
  @Test
  void aRangeIsCutAtTheEnd() {
    assertThat(ByteRange.of("bytes=2-5", 10)).isEqualTo(new ByteRange(2, 4, false));
    assertThat(ByteRange.of("bytes=8-99", 10)).isEqualTo(new ByteRange(8, 2, false));
    assertThat(ByteRange.of("bytes=4-", 10)).isEqualTo(new ByteRange(4, 6, false));
    assertThat(ByteRange.of("bytes=-3", 10)).isEqualTo(new ByteRange(7, 3, false));
    assertThat(ByteRange.of("bytes=-99", 10)).isEqualTo(new ByteRange(0, 10, false));
    assertThat(ByteRange.of("bytes=2-5", 10).header(10)).isEqualTo("bytes 2-5/10");
  }

  @Test
  void whatIsNoRangeMeansTheWholeFile() {
    for (String header :
        new String[] {null, "", "bytes=-", "bytes=5-2", "lines=1-2", "bytes=0-1,4-5"}) {
      assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(0, 10, true));
    }
  }

  @Test
  void aRangeBeyondTheEndIsRefused() {
    assertThatThrownBy(() -> ByteRange.of("bytes=10-", 10))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("10 bytes");
    assertThatThrownBy(() -> ByteRange.of("bytes=-0", 0)).isInstanceOf(Refusal.class);
  }
}
