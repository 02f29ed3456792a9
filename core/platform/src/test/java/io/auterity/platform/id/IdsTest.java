package io.auterity.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.time.ManualTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final WireId RUN = new WireId("run_");

  private static Ids at(String time) {
    return new Ids(new ManualTime(Instant.parse(time)), new SplittableRandom(1));
  }

  @Test
  void makesVersionSevenOfTheStandardVariant() {
    UUID id = at("2026-11-20T07:00:00Z").next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16)
        .isEqualTo(Instant.parse("2026-11-20T07:00:00Z").toEpochMilli());
  }

  @Test
  void derivesVersionEightOfTheStandardVariantFromADigest() {
    byte[] digest = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff00");

    UUID id = Ids.derived(digest);

    assertThat(id).hasToString("ffffffff-ffff-8fff-bfff-ffffffffffff");
    assertThat(Ids.derived(digest.clone())).isEqualTo(id);
  }

  @Test
  void ordersByTime() {
    UUID early = at("2026-11-20T07:00:00.001Z").next();
    UUID late = at("2026-11-20T07:00:00.002Z").next();

    assertThat(early).isLessThan(late);
  }

  @Test
  void readsBackAWireId() {
    UUID id = at("2026-11-20T07:00:00Z").next();

    assertThat(RUN.read(RUN.write(id))).isEqualTo(id);
    assertThatThrownBy(() -> new WireId("dec_").read(RUN.write(id)))
        .hasMessageContaining("not_found");
    assertThatThrownBy(() -> RUN.read("run_xyz")).hasMessageContaining("'run_xyz'");
  }
}
