package io.auterity.temporal;

import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.RunCarrierFactory;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the carrier by the settings {@code engine.temporal}. */
public final class TemporalCarrierFactory implements RunCarrierFactory {

  /** So long the cluster may take for an answer; one that is asked to wait has its own time. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public RunCarrier open(Settings.Temporal settings, ContentSeal seal) throws IOException {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(settings.address())
            .setRpcTimeout(PATIENCE);
    if (settings.tls()) {
      options.setSslContext(ssl(settings));
    }
    String key = text(settings.apiKeyFile());
    if (key != null) {
      options.addApiKey(() -> key);
    }
    return new TemporalCarrier(
        WorkflowServiceStubs.newServiceStubs(options.build()),
        Objects.requireNonNullElse(settings.namespace(), "default"),
        seal.forPurpose(TemporalCarrier.NAME));
  }

  private static SslContext ssl(Settings.Temporal settings) throws IOException {
    SslContextBuilder ssl = GrpcSslContexts.forClient();
    if (settings.caFile() != null) {
      ssl.trustManager(new File(settings.caFile()));
    }
    if (settings.certificateFile() != null && settings.keyFile() != null) {
      ssl.keyManager(new File(settings.certificateFile()), new File(settings.keyFile()));
    }
    return ssl.build();
  }

  private static @Nullable String text(@Nullable String file) throws IOException {
    return file == null ? null : Files.readString(Path.of(file)).strip();
  }
}
