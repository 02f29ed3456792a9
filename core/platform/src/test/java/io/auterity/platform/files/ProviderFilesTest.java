package io.auterity.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderFilesTest {

  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 1));
  private static final TenantScope OTHER = TenantScope.authenticated(new UUID(0, 2));

  @TempDir private Path root;

  private final AtomicLong life = new AtomicLong();

  private ProviderFiles files() {
    return new ProviderFiles(root.resolve("files"), 1_000);
  }

  private ProviderDirectory of(TenantScope tenant, String provider) {
    return files().of(tenant, provider, life.get());
  }

  @Test
  void makesNothingUntilItIsAskedFor() {
    of(TENANT, "code");

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void isTheOwnersAlone() throws IOException {
    Path path = of(TENANT, "code").path();

    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void keepsProvidersAndTenantsApart() {
    assertThat(of(TENANT, "code").path())
        .isEqualTo(of(TENANT, "code").path())
        .isNotEqualTo(of(TENANT, "other").path())
        .isNotEqualTo(of(OTHER, "code").path());
  }

  @Test
  void aNamesakeInheritsNothing() throws IOException {
    Path former = of(TENANT, "code").path();
    Files.writeString(former.resolve("a"), "a");
    life.set(3);

    files().removeFormer(TENANT, "code", life::get);

    assertThat(former).doesNotExist();
    assertThat(of(TENANT, "code").path()).isEmptyDirectory();
  }

  @Test
  void removesNothingOfTheProviderThatThereIs() throws IOException {
    Path present = of(TENANT, "code").path();
    Path other = of(TENANT, "code-2").path();
    Files.writeString(present.resolve("a"), "a");

    files().removeFormer(TENANT, "code", life::get);

    assertThat(present.resolve("a")).exists();
    assertThat(other).exists();
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    ProviderDirectory directory = of(TENANT, "code");
    Files.write(directory.path().resolve("a"), new byte[600]);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> directory.require(401))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
              assertThat(e.failure().message()).contains("1000 bytes", "files.providerBytes");
            });
    directory.require(400);
  }

  @Test
  void measuresAgainBeforeItRefuses() throws IOException {
    ProviderDirectory directory = of(TENANT, "code");
    directory.require(1_000);
    Files.write(directory.path().resolve("a"), new byte[100]);

    directory.require(900);

    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> directory.require(901));
  }
}
