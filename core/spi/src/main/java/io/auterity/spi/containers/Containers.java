package io.auterity.spi.containers;

import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * A registry of container images and other artifacts, by the words of the OCI distribution
 * specification. A repository is named as there, e.g. {@code library/alpine}; a digest names the
 * algorithm, e.g. {@code sha256:…}.
 */
@Kind("containers")
public interface Containers {

  @Operation(
      resource = "repository",
      verb = "list",
      summary = "List repositories of images",
      effect = Effect.NONE)
  default Page<ContainerRepository> listRepositories(ContainerRepositoryQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "get",
      summary = "Read one repository",
      effect = Effect.NONE)
  default ContainerRepository getRepository(WhichContainerRepository input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "delete",
      summary = "Delete a repository with all that it holds",
      effect = Effect.IDEMPOTENT)
  default Done deleteRepository(WhichContainerRepository input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tag",
      verb = "list",
      summary = "List the tags of a repository",
      effect = Effect.NONE)
  default Page<ContainerTag> listTags(ContainerTagQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tag",
      verb = "get",
      summary = "Read what a tag points at",
      effect = Effect.NONE)
  default ContainerTag getTag(WhichContainerTag input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tag",
      verb = "put",
      summary = "Let a tag point at a manifest that the repository holds",
      effect = Effect.IDEMPOTENT)
  default ContainerTag putTag(ContainerTagPut input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tag",
      verb = "delete",
      summary = "Delete a tag, and leave what it points at",
      effect = Effect.IDEMPOTENT)
  default Done deleteTag(WhichContainerTag input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "manifest",
      verb = "get",
      summary = "Read a manifest or an index, its digest verified",
      effect = Effect.NONE)
  default ContainerManifest getManifest(WhichManifest input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "manifest",
      verb = "delete",
      summary = "Delete a manifest with the tags that point at it",
      effect = Effect.IDEMPOTENT)
  default Done deleteManifest(ManifestRemoval removal, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "blob",
      verb = "stat",
      summary = "Tell whether a repository holds a blob, and how large it is",
      effect = Effect.NONE)
  default BlobFacts statBlob(WhichBlob input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "scan",
      verb = "get",
      summary = "Read whether an image was scanned for known vulnerabilities, and how many it has",
      effect = Effect.NONE)
  default ImageScan getScan(WhichScan input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "finding",
      verb = "list",
      summary = "List what the latest scan of an image found, worst first",
      effect = Effect.NONE)
  default Page<ScanFinding> listFindings(ScanFindingQuery query, Call call) {
    throw call.unsupported();
  }
}
