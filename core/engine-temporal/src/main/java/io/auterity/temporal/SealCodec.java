package io.auterity.temporal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.payload.context.HasWorkflowSerializationContext;
import io.temporal.payload.context.SerializationContext;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Seals all that the cluster gets of a run, failures too, for the run's tenant and for that run: a
 * payload of another one does not open, and what is not sealed is refused. In clear are the ids of
 * runs, the names of activities, times and counts.
 */
final class SealCodec implements PayloadCodec {

  private static final String ENCODING = "encoding";
  static final ByteString SEALED = ByteString.copyFromUtf8("binary/sealed");
  private static final int RECENT_RUNS = 10_000;

  private final ContentSeal seal;
  private final LoadingCache<UUID, TenantScope> tenants;
  private final @Nullable UUID run;

  /**
   * A codec of all runs.
   *
   * @param tenant of a run
   */
  SealCodec(ContentSeal seal, Function<UUID, TenantScope> tenant) {
    this(seal, Caffeine.newBuilder().maximumSize(RECENT_RUNS).build(tenant::apply), null);
  }

  private SealCodec(ContentSeal seal, LoadingCache<UUID, TenantScope> tenants, @Nullable UUID run) {
    this.seal = seal;
    this.tenants = tenants;
    this.run = run;
  }

  /** Of the run whose workflow the context names; the id of a workflow is that of its run. */
  @Override
  public PayloadCodec withContext(SerializationContext context) {
    return context instanceof HasWorkflowSerializationContext of
        ? new SealCodec(seal, tenants, UUID.fromString(of.getWorkflowId()))
        : this;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::sealed).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::opened).toList();
  }

  private Payload sealed(Payload payload) {
    UUID of = run();
    return Payload.newBuilder()
        .putMetadata(ENCODING, SEALED)
        .setData(ByteString.copyFrom(seal.seal(tenants.get(of), of, payload.toByteArray())))
        .build();
  }

  private Payload opened(Payload payload) {
    if (!SEALED.equals(payload.getMetadataMap().get(ENCODING))) {
      throw new PayloadCodecException("a payload of the run %s is not sealed".formatted(run));
    }
    UUID of = run();
    try {
      return Payload.parseFrom(seal.open(tenants.get(of), of, payload.getData().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw new PayloadCodecException("a payload of the run %s cannot be read".formatted(run), e);
    }
  }

  private UUID run() {
    if (run == null) {
      throw new PayloadCodecException("a payload that belongs to no run");
    }
    return run;
  }
}
