package io.auterity.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

  @Test
  void isReadFromALineOfTheStatus() {
    assertThat(ResidentMemory.parse("VmRSS:\t   84375 kB")).isEqualTo(86.4);
  }

  @Test
  void aRunningProcessHoldsSome() {
    assertThat(ResidentMemory.megabytes(ProcessHandle.current())).isGreaterThan(10);
  }
}
