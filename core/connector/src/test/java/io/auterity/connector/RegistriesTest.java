package io.auterity.connector;

import static io.auterity.testkit.contract.Failures.expect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.ContainerManifest;
import io.auterity.spi.containers.Containers;
import io.auterity.spi.containers.ContentDescriptor;
import io.auterity.spi.containers.ImagePlatform;
import io.auterity.spi.containers.WhichBlob;
import io.auterity.spi.containers.WhichManifest;
import org.junit.jupiter.api.Test;

/** Registries of images whose replies do not say how long they are. */
class RegistriesTest {

  private static final Ref REPOSITORY = new Ref("mine", "library/alpine");
  private static final String MANIFEST =
      "{\"schemaVersion\": 2, \"annotations\": {\"title\": \"Grüße\"}}";

  private final AnsweringVendor vendor =
      new AnsweringVendor("oci")
          .when("GET .*/manifests/.*", MANIFEST)
          .when("HEAD .*/blobs/.*", "")
          .typed("application/vnd.oci.image.manifest.v1+json");

  @Test
  void aManifestIsAsLongAsTheBytesThatCame() {
    ContainerManifest manifest =
        vendor
            .of(Containers.class)
            .getManifest(
                new WhichManifest(REPOSITORY, "latest"), vendor.callOf("containers.manifest.get"));

    assertThat(manifest.size()).isEqualTo(MANIFEST.getBytes(UTF_8).length);
  }

  @Test
  void versionsOfWindowsAreToldApartInAnIndex() {
    String index =
        """
        {"manifests": [
          {"mediaType": "m", "digest": "sha256:1", "size": 1, "platform": {"os": "windows", "architecture": "amd64", "os.version": "10.0.20348.1"}},
          {"mediaType": "m", "digest": "sha256:2", "size": 1, "platform": {"os": "linux", "architecture": "arm64", "variant": "v8"}}]}
        """;
    AnsweringVendor images =
        new AnsweringVendor("oci")
            .when("GET .*/manifests/.*", index)
            .typed("application/vnd.oci.image.index.v1+json");

    ContainerManifest manifest =
        images
            .of(Containers.class)
            .getManifest(
                new WhichManifest(REPOSITORY, "latest"), images.callOf("containers.manifest.get"));

    assertThat(manifest.manifests())
        .extracting(ContentDescriptor::platform)
        .containsExactly(
            new ImagePlatform("windows", "amd64", null, "10.0.20348.1"),
            new ImagePlatform("linux", "arm64", "v8", null));
  }

  @Test
  void aBlobWhoseSizeIsNotToldIsRefusedInWords() {
    expect(
        FailureCode.UNSUPPORTED,
        () ->
            vendor
                .of(Containers.class)
                .statBlob(
                    new WhichBlob(REPOSITORY, "sha256:" + "0".repeat(64)),
                    vendor.callOf("containers.blob.stat")));
  }

  @Test
  void aRegistryThatSendsForTokensIsReached() {
    assertThat(VendorFiles.plugin("oci").manifest().connectors().getFirst().auth())
        .contains("challenge");
  }
}
