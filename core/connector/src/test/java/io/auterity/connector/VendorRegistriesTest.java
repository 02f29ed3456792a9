package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.WireRequest;
import io.auterity.spi.containers.ContainerManifest;
import io.auterity.spi.containers.ContainerRepository;
import io.auterity.spi.containers.ContainerRepositoryQuery;
import io.auterity.spi.containers.ContainerTag;
import io.auterity.spi.containers.ContainerTagPut;
import io.auterity.spi.containers.ContainerTagQuery;
import io.auterity.spi.containers.Containers;
import io.auterity.spi.containers.FindingSeverity;
import io.auterity.spi.containers.ImageScan;
import io.auterity.spi.containers.ManifestRemoval;
import io.auterity.spi.containers.ScanFinding;
import io.auterity.spi.containers.ScanFindingQuery;
import io.auterity.spi.containers.ScanState;
import io.auterity.spi.containers.WhichBlob;
import io.auterity.spi.containers.WhichContainerRepository;
import io.auterity.spi.containers.WhichContainerTag;
import io.auterity.spi.containers.WhichManifest;
import io.auterity.spi.containers.WhichScan;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registries of vendors that have an API of their own. */
@Tag("generated")
class VendorRegistriesTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final Ref APP = new Ref("mine", "team/app");
  private static final String MANIFEST =
      "{\"schemaVersion\": 2, \"layers\": [{\"mediaType\": \"l\", \"digest\": \"sha256:1\","
          + " \"size\": 3}]}";
  private static final String DIGEST = "sha256:" + HexFormat.of().formatHex(Sha256.of(MANIFEST));

  private static AnsweringVendor ecr() {
    String repository =
        """
        {"repositoryName": "team/app", "repositoryUri": "1.dkr.ecr/team/app", "repositoryArn": "arn:x", "createdAt": 1.700000000123E9,
         "imageTagMutability": "MUTABLE"}
        """;
    String image =
        "{\"imageId\": {\"imageDigest\": \"DIGEST\", \"imageTag\": \"latest\"}, \"imageManifest\": %s,"
                .formatted(Json.of(MANIFEST))
            + " \"imageManifestMediaType\": \"application/vnd.oci.image.manifest.v1+json\"}";
    String findings =
        """
        {"imageId": {"imageDigest": "DIGEST"}, "imageScanStatus": {"status": "COMPLETE"}, "nextToken": "t{n}",
         "imageScanFindings": {"imageScanCompletedAt": 1.7E9, "findingSeverityCounts": {"HIGH": 2, "UNDEFINED": 1},
          "findings": [{"name": "CVE-2024-1", "severity": "HIGH", "uri": "https://a.example",
            "attributes": [{"key": "package_name", "value": "zlib"}, {"key": "package_version", "value": "1.2"}]},
           {"name": "CVE-2024-2", "severity": "INFORMATIONAL"}]}}
        """;
    return new AnsweringVendor(
            "ecr",
            Json.EMPTY
                .with("url", Json.of("https://vendor.example"))
                .with("region", Json.of("eu-central-1")))
        .when(".*\"force\".*", "{}")
        .when(
            ".*\"(repositoryNames|scanOnPush)\".*|POST [^ ]*"
                + " \\{(\"(maxResults|nextToken)\":(\"t[0-9]+\"|[0-9]+),?)+}",
            "{\"repositories\": ["
                + repository
                + "], \"nextToken\": \"t{n}\", \"repository\": "
                + repository
                + "}")
        .when(
            ".*\"tagStatus\".*",
            "{\"imageIds\": [{\"imageDigest\": \"sha256:1\", \"imageTag\": \"latest\"}],"
                + " \"nextToken\": \"t{n}\"}")
        .when(
            ".*acceptedMediaTypes.*\"imageTag\":\"gone\".*|.*\"imageTag\":\"gone\".*",
            "{\"images\": [], \"failures\": [{\"failureCode\": \"ImageNotFound\"}]}")
        .when(".*acceptedMediaTypes.*", "{\"images\": [" + image.replace("DIGEST", DIGEST) + "]}")
        .when(".*\"imageManifest\".*", "{}")
        .when(
            ".*\"layerDigests\".*",
            "{\"layers\": [{\"layerDigest\": \"sha256:1\", \"layerAvailability\": \"AVAILABLE\","
                + " \"layerSize\": 3}]}")
        .when(".*\"imageId\":.*", findings.replace("DIGEST", DIGEST))
        .when(
            ".*",
            "{\"imageDetails\": [{\"imageDigest\": \"sha256:1\", \"imageSizeInBytes\": 7,"
                + " \"imagePushedAt\": 1.7E9}]}");
  }

  private static void askEcr(AnsweringVendor vendor) {
    Containers ecr = vendor.of(Containers.class);
    var repositories = vendor.callOf("containers.repository.list");
    Page<ContainerRepository> first =
        ecr.listRepositories(new ContainerRepositoryQuery("team", null, 5), repositories);
    ecr.listRepositories(new ContainerRepositoryQuery("team", first.next(), 5), repositories);
    ecr.getRepository(
        new WhichContainerRepository(APP), vendor.callOf("containers.repository.get"));
    ecr.deleteRepository(
        new WhichContainerRepository(APP), vendor.callOf("containers.repository.delete"));
    ecr.listTags(new ContainerTagQuery(APP, null, 5), vendor.callOf("containers.tag.list"));
    ecr.getTag(new WhichContainerTag(APP, "latest"), vendor.callOf("containers.tag.get"));
    ecr.putTag(new ContainerTagPut(APP, "v1", "latest"), vendor.callOf("containers.tag.put"));
    ecr.deleteTag(new WhichContainerTag(APP, "v1"), vendor.callOf("containers.tag.delete"));
    ecr.deleteManifest(
        new ManifestRemoval(APP, DIGEST), vendor.callOf("containers.manifest.delete"));
    ecr.statBlob(new WhichBlob(APP, DIGEST), vendor.callOf("containers.blob.stat"));
    for (Capability each : vendor.extensions()) {
      String input =
          each.id().endsWith("create")
              ? "{\"name\": \"team/app\", \"scanned\": true}"
              : "{\"repository\": \"team/app\", \"reference\": \"latest\"}";
      Json.Obj given = new JsonReader(1_000).readObject(input.getBytes(UTF_8));
      vendor.extension(each, (ExtensionValue) new Binder().bind(each, Payload.of(given)));
    }
  }

  private static ImageScan scan(AnsweringVendor vendor) {
    return vendor
        .of(Containers.class)
        .getScan(new WhichScan(APP, "latest"), vendor.callOf("containers.scan.get"));
  }

  private static Page<ScanFinding> findings(AnsweringVendor vendor) {
    return vendor
        .of(Containers.class)
        .listFindings(
            new ScanFindingQuery(APP, DIGEST, null, 5), vendor.callOf("containers.finding.list"));
  }

  private static ContainerManifest manifest(AnsweringVendor vendor, String reference) {
    return vendor
        .of(Containers.class)
        .getManifest(new WhichManifest(APP, reference), vendor.callOf("containers.manifest.get"));
  }

  /** Each request has the shape that the service's own model gives its operation. */
  @Test
  void requestsOfEcrAreThoseOfItsModel() throws IOException {
    AnsweringVendor vendor = ecr();
    askEcr(vendor);
    var _ = scan(vendor);
    var _ = findings(vendor);
    var _ = manifest(vendor, "latest");

    Json.Obj model =
        new JsonReader(5_000_000)
            .readObject(Files.readAllBytes(Repository.shared("specs/aws-ecr.service-2.json")));
    assertThat(vendor.requests()).hasSizeGreaterThan(14);
    for (WireRequest request : vendor.requests()) {
      String target = Objects.requireNonNull(request.headers().get("x-amz-target")).getFirst();
      assertThat(target).startsWith("AmazonEC2ContainerRegistry_V20150921.");
      assertThat(request.headers().get("content-type"))
          .containsExactly("application/x-amz-json-1.1");
      Json.Obj operation = part(model, "operations", target.split("\\.", 2)[1]);
      fits(model, shape(operation, "input"), new JsonReader(10_000).readObject(request.body()));
    }
    EVIDENCE.described(vendor, vendor.requests(), "aws-ecr.service-2.json");
  }

  private static Json.Obj part(Json.Obj of, String... names) {
    Json.Obj found = of;
    for (String name : names) {
      found = (Json.Obj) Objects.requireNonNull(found.get(name), name);
    }
    return found;
  }

  private static String shape(Json.Obj of, String name) {
    return Objects.requireNonNull(part(of, name).text("shape"));
  }

  private static void fits(Json.Obj model, String shape, Json value) {
    Json.Obj said = part(model, "shapes", shape);
    switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        Json.Obj members = part(said, "members");
        assertThat(members.fields()).as(shape).containsKeys(fields.keySet().toArray(String[]::new));
        if (said.get("required") instanceof Json.Arr(List<Json> names)) {
          names.forEach(
              name -> assertThat(fields).as(shape).containsKey(((Json.Str) name).value()));
        }
        fields.forEach((name, field) -> fits(model, shape(members, name), field));
      }
      case Json.Arr(List<Json> items) ->
          items.forEach(item -> fits(model, shape(said, "member"), item));
      case Json.Str(String text) -> {
        assertThat(said.text("type")).as(shape).isEqualTo("string");
        if (said.get("enum") instanceof Json.Arr(List<Json> words)) {
          assertThat(words).as(shape).contains(Json.of(text));
        }
      }
      default -> assertThat(said.text("type")).as(shape).isIn("integer", "boolean", "long");
    }
  }

  @Test
  void aScanOfEcrIsReadWithItsFindings() {
    ImageScan scan = scan(ecr());
    Page<ScanFinding> findings = findings(ecr());

    assertThat(scan.state()).isEqualTo(ScanState.DONE);
    assertThat(scan.digest()).isEqualTo(DIGEST);
    assertThat(scan.counts())
        .containsOnly(Map.entry(FindingSeverity.HIGH, 2L), Map.entry(FindingSeverity.UNKNOWN, 1L));
    assertThat(findings.items())
        .containsExactly(
            new ScanFinding(
                "CVE-2024-1", FindingSeverity.HIGH, "zlib", "1.2", null, "https://a.example"),
            new ScanFinding("CVE-2024-2", FindingSeverity.NEGLIGIBLE, null, null, null, null));
    assertThat(findings.next()).isNotNull();
  }

  @Test
  void aManifestOfEcrIsVerified() {
    assertThat(manifest(ecr(), "latest").layers()).hasSize(1);
    Failures.expect(FailureCode.NOT_FOUND, () -> manifest(ecr(), "gone"));
    AnsweringVendor other =
        new AnsweringVendor("ecr")
            .when(
                ".*",
                "{\"images\": [{\"imageId\": {\"imageDigest\": \"%s\"}, \"imageManifest\": \"{}\", \"imageManifestMediaType\": \"m\"}]}"
                    .formatted(DIGEST));
    Failures.expect(FailureCode.CONTENT_REFUSED, () -> manifest(other, "latest"));
  }

  @Test
  void whatEcrDidNotDeleteIsNotThere() {
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> {
          AnsweringVendor vendor = ecr();
          vendor
              .of(Containers.class)
              .deleteTag(
                  new WhichContainerTag(APP, "gone"), vendor.callOf("containers.tag.delete"));
        });
  }

  private static String refused(String type) {
    return "{\"__type\": \"%s\", \"message\": \"No\"}".formatted(type);
  }

  private static AnsweringVendor putting(int status, String refusal) {
    String image =
        "{\"images\": [{\"imageId\": {\"imageDigest\": \"%s\"}, \"imageManifest\": %s, \"imageManifestMediaType\": \"m\"}]}"
            .formatted(DIGEST, Json.of(MANIFEST));
    return new AnsweringVendor("ecr")
        .when(".*acceptedMediaTypes.*", image)
        .when(".*", status, refused(refusal));
  }

  private static ContainerTag put(AnsweringVendor vendor) {
    return vendor
        .of(Containers.class)
        .putTag(new ContainerTagPut(APP, "v1", DIGEST), vendor.callOf("containers.tag.put"));
  }

  @Test
  void aTagOfEcrThatPointsThereAlreadyIsPut() {
    assertThat(put(putting(400, "ImageAlreadyExistsException")).digest()).isEqualTo(DIGEST);
    Failures.expect(
        FailureCode.CONFLICT, () -> put(putting(400, "ImageTagAlreadyExistsException")));
    Failures.expect(FailureCode.NOT_FOUND, () -> put(putting(400, "LayersNotFoundException")));
    Failures.expect(FailureCode.CONFLICT, () -> put(putting(500, "ImageAlreadyExistsException")));
  }

  @Test
  void anImageOfEcrThatWasNeverScannedIsToldApartFromNone() {
    AnsweringVendor never =
        new AnsweringVendor("ecr")
            .when(".*maxResults.*", 400, refused("ScanNotFoundException"))
            .when(".*", "{\"imageDetails\": [{\"imageDigest\": \"%s\"}]}".formatted(DIGEST));

    ImageScan scan = scan(never);

    assertThat(scan.state()).isEqualTo(ScanState.UNSCANNED);
    assertThat(scan.digest()).isEqualTo(DIGEST);
    assertThat(scan.counts()).isEmpty();
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> scan(new AnsweringVendor("ecr").when(".*", 400, refused("ImageNotFoundException"))));
  }

  /** An empty list would say that there is nothing to find. */
  @Test
  void findingsOfAnImageOfEcrThatNoScanHasReadAreNotNone() {
    AnsweringVendor never =
        new AnsweringVendor("ecr").when(".*", 400, refused("ScanNotFoundException"));
    AnsweringVendor begun =
        new AnsweringVendor("ecr")
            .when(
                ".*",
                """
                {"imageId": {}, "imageScanStatus": {"status": "IN_PROGRESS"}, "imageScanFindings": {"findings": []}}
                """);

    Failure refused = Failures.expect(FailureCode.CONFLICT, () -> findings(never));
    assertThat(refused.message()).contains("never scanned");
    Failures.expect(FailureCode.CONFLICT, () -> findings(begun));
    Failures.expect(
        FailureCode.QUOTA_EXHAUSTED,
        () ->
            findings(
                new AnsweringVendor("ecr").when(".*", 400, refused("LimitExceededException"))));
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            findings(
                new AnsweringVendor("ecr").when(".*", 400, refused("ImageNotFoundException"))));
  }

  @ParameterizedTest
  @CsvSource({
    "UNSUPPORTED_IMAGE, UNSUPPORTED",
    "SCAN_ELIGIBILITY_EXPIRED, UNSCANNED",
    "FAILED, FAILED",
    "ACTIVE, DONE",
    "A_NEW_WORD, UNKNOWN"
  })
  void aScanKeepsTheWordOfEcr(String status, ScanState state) {
    AnsweringVendor vendor =
        new AnsweringVendor("ecr")
            .when(
                ".*",
                "{\"imageId\": {\"imageDigest\": \"%s\"}, \"imageScanStatus\": {\"status\": \"%s\"}}"
                    .formatted(DIGEST, status));

    ImageScan scan = scan(vendor);

    assertThat(scan.state()).isEqualTo(state);
    assertThat(scan.status()).isEqualTo(status);
    assertThat(vendor.requests()).hasSize(1);
  }

  /** The place that tells of public repositories would pass a wrong token. */
  @Test
  void dockerHubIsTestedWhereTheCredentialGoes() {
    AnsweringVendor vendor =
        new AnsweringVendor("docker-hub", Json.EMPTY).when(".*", 401, "{\"errors\": []}");

    Failures.expect(FailureCode.UNAUTHENTICATED, vendor::check);

    assertThat(vendor.requests())
        .extracting(
            r ->
                r.uri()
                    + (r.credential() == RequestCredential.NONE ? " without the credential" : ""))
        .containsExactly("https://registry-1.docker.io/v2/");
  }

  @Test
  void aRepositoryThatIsNotPublicIsSaidToBeNone() {
    AnsweringVendor vendor =
        new AnsweringVendor("docker-hub", Json.EMPTY)
            .when(".*", 404, "{\"message\": \"object not found\", \"errinfo\": {}}");

    Failure failure =
        Failures.expect(
            FailureCode.NOT_FOUND,
            () ->
                vendor
                    .of(Containers.class)
                    .getRepository(
                        new WhichContainerRepository(APP),
                        vendor.callOf("containers.repository.get")));

    assertThat(failure.message()).contains("that is public");
  }

  private static AnsweringVendor hub() {
    String repository =
        """
        {"name": "alpine", "namespace": "library", "description": "Small", "is_private": false, "star_count": 11, "pull_count": 9000000000,
         "last_updated": "2026-01-02T03:04:05.123456Z", "date_registered": "2014-06-05T00:00:00Z"}
        """;
    String tag =
        """
        {"name": "3.20", "full_size": 3408729, "digest": "sha256:1", "media_type": "application/vnd.oci.image.index.v1+json",
         "last_updated": "2026-01-02T03:04:05.123456Z"}
        """;
    return new AnsweringVendor("docker-hub", Json.EMPTY)
        .when("GET .*/tags .*", "{\"next\": null, \"results\": [" + tag + "]}")
        .when("GET .*/repositories .*", "{\"next\": \"x\", \"results\": [" + repository + "]}")
        .when("GET .*/repositories/alpine .*", repository)
        .when("GET .*/manifests/.*", MANIFEST)
        .typed("application/vnd.oci.image.manifest.v1+json");
  }

  @Test
  void dockerHubTellsOfRepositoriesAndItsRegistryOfImages() {
    AnsweringVendor vendor = hub();
    Containers hub = vendor.of(Containers.class);
    Ref alpine = new Ref("mine", "library/alpine");

    ContainerRepository repository =
        hub.getRepository(
            new WhichContainerRepository(alpine), vendor.callOf("containers.repository.get"));
    Page<ContainerRepository> listed =
        hub.listRepositories(
            new ContainerRepositoryQuery("library", null, 10),
            vendor.callOf("containers.repository.list"));
    Page<ContainerTag> tags =
        hub.listTags(new ContainerTagQuery(alpine, null, 10), vendor.callOf("containers.tag.list"));
    ContainerManifest manifest =
        hub.getManifest(
            new WhichManifest(alpine, DIGEST), vendor.callOf("containers.manifest.get"));

    assertThat(repository.ref()).isEqualTo(alpine);
    assertThat(repository.pulls()).isEqualTo(9_000_000_000L);
    assertThat(repository.open()).isTrue();
    assertThat(listed.next()).isNotNull();
    assertThat(tags.items()).extracting(ContainerTag::size).containsExactly(3_408_729L);
    assertThat(manifest.digest()).isEqualTo(DIGEST);
    assertThat(vendor.requests())
        .extracting(
            r ->
                r.uri().getHost()
                    + (r.credential() == RequestCredential.NONE ? "" : " with the credential"))
        .containsExactly(
            "hub.docker.com",
            "hub.docker.com",
            "hub.docker.com",
            "registry-1.docker.io with the credential");
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            hub.listRepositories(
                new ContainerRepositoryQuery(null, null, 10),
                vendor.callOf("containers.repository.list")));
  }
}
