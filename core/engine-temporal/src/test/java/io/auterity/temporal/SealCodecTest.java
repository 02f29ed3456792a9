package io.auterity.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretsRefusedException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.payload.context.WorkflowSerializationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cluster gets opens for the run alone that it is of. */
@Tag("carrier")
class SealCodecTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final Payload PAYLOAD =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("binary/plain"))
          .setData(ByteString.copyFromUtf8("the canary sings"))
          .build();

  private final Map<UUID, TenantScope> tenants =
      Map.of(
          ONE, TenantScope.authenticated(new UUID(1, 1)),
          OTHER, TenantScope.authenticated(new UUID(1, 1)));

  @TempDir Path keys;
  private SealCodec codec;

  @BeforeEach
  void open() throws Exception {
    ContentSeal seal = new ContentSeal(MasterKey.open(keys.resolve("master.key")));
    codec = new SealCodec(seal, run -> Objects.requireNonNull(tenants.get(run)));
  }

  private PayloadCodec of(UUID run) {
    return codec.withContext(new WorkflowSerializationContext("default", run.toString()));
  }

  @Test
  void whatIsSealedShowsNothingAndOpensForItsRun() {
    List<Payload> sealed = of(ONE).encode(List.of(PAYLOAD));

    assertThat(sealed.getFirst().toByteString().toString(StandardCharsets.ISO_8859_1))
        .doesNotContain("canary", "binary/plain");
    assertThat(of(ONE).decode(sealed)).containsExactly(PAYLOAD);
  }

  @Test
  void noOtherRunOfTheTenantOpensIt() {
    List<Payload> sealed = of(ONE).encode(List.of(PAYLOAD));

    assertThatExceptionOfType(SecretsRefusedException.class)
        .isThrownBy(() -> of(OTHER).decode(sealed));
  }

  @Test
  void whatIsNotSealedIsRefused() {
    assertThatExceptionOfType(PayloadCodecException.class)
        .isThrownBy(() -> of(ONE).decode(List.of(PAYLOAD)))
        .withMessageContaining("is not sealed");
  }

  @Test
  void nothingIsSealedForNoRun() {
    assertThatExceptionOfType(PayloadCodecException.class)
        .isThrownBy(() -> codec.encode(List.of(PAYLOAD)))
        .withMessageContaining("belongs to no run");
  }
}
