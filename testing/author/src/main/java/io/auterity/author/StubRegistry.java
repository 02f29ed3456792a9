package io.auterity.author;

import static io.auterity.author.StubShelf.found;
import static io.auterity.author.StubShelf.page;
import static io.auterity.author.StubShelf.ref;

import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.BlobFacts;
import io.auterity.spi.containers.ContainerManifest;
import io.auterity.spi.containers.ContainerRepository;
import io.auterity.spi.containers.ContainerRepositoryQuery;
import io.auterity.spi.containers.ContainerTag;
import io.auterity.spi.containers.ContainerTagPut;
import io.auterity.spi.containers.ContainerTagQuery;
import io.auterity.spi.containers.Containers;
import io.auterity.spi.containers.ContentDescriptor;
import io.auterity.spi.containers.ImagePlatform;
import io.auterity.spi.containers.ManifestRemoval;
import io.auterity.spi.containers.WhichBlob;
import io.auterity.spi.containers.WhichContainerRepository;
import io.auterity.spi.containers.WhichContainerTag;
import io.auterity.spi.containers.WhichManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A registry in memory, which holds nothing but what is said of two images: one repository in which
 * {@code v1} points at the first and {@code all} at an index of both.
 */
final class StubRegistry implements Containers {

  /** What the suite of the kind works with here. */
  static final Map<String, String> GIVEN =
      Map.of("repository", "team/app", "tag", "v1", "index", "all");

  private static final String OCI = "application/vnd.oci.image.";
  private static final Map<String, Integer> PLATFORMS = Map.of("amd64", 1, "arm64", 2);

  private final Map<String, Held> repositories = new TreeMap<>();

  /**
   * A repository.
   *
   * @param tags digests by the names that point at them
   */
  private record Held(Ref ref, Map<String, ContainerManifest> manifests, Map<String, String> tags) {

    @Nullable ContainerManifest manifest(String reference) {
      return manifests.get(tags.getOrDefault(reference, reference));
    }

    ContainerTag tag(String name, String digest) {
      return new ContainerTag(ref, name, digest, null, null, null);
    }
  }

  StubRegistry() {
    Held held = new Held(ref("team/app"), new TreeMap<>(), new TreeMap<>());
    List<ContentDescriptor> images = new ArrayList<>();
    PLATFORMS.forEach((name, number) -> images.add(image(held, name, number)));
    ContainerManifest index =
        ContainerManifest.builder(held.ref(), digest(9), OCI + "index.v1+json", 90)
            .index(true)
            .manifests(images)
            .build();
    held.manifests().put(index.digest(), index);
    held.tags().put("all", index.digest());
    held.tags().put("v1", digest(1));
    held.tags().put("v2", digest(2));
    repositories.put(held.ref().id(), held);
  }

  private static ContentDescriptor image(Held held, String architecture, int number) {
    ContainerManifest image =
        ContainerManifest.builder(
                held.ref(), digest(number), OCI + "manifest.v1+json", 10L * number)
            .config(descriptor("config.v1+json", digest(number + 2), 3, null))
            .layers(List.of(descriptor("layer.v1.tar+gzip", digest(number + 4), 5, null)))
            .build();
    held.manifests().put(image.digest(), image);
    ImagePlatform platform = new ImagePlatform("linux", architecture, null, null);
    return descriptor("manifest.v1+json", image.digest(), image.size(), platform);
  }

  private static ContentDescriptor descriptor(
      String type, String digest, long size, @Nullable ImagePlatform platform) {
    return new ContentDescriptor(OCI + type, digest, size, platform, null, null);
  }

  /** The digest of bytes that do not exist. */
  private static String digest(int number) {
    return "sha256:" + Integer.toString(number).repeat(64);
  }

  private Held held(Ref repository) {
    return found(repositories.get(repository.id()), "repository", repository);
  }

  private static ContainerManifest manifest(Held held, String reference) {
    return found(held.manifest(reference), "manifest", ref(reference));
  }

  @Override
  public synchronized Page<ContainerRepository> listRepositories(
      ContainerRepositoryQuery query, Call call) {
    String owner = query.owner();
    return page(
        repositories.values().stream().map(each -> told(each.ref())).toList(),
        each -> owner == null || each.name().startsWith(owner + "/"),
        query.cursor(),
        query.limit());
  }

  private static ContainerRepository told(Ref ref) {
    return ContainerRepository.builder(ref, ref.id()).build();
  }

  @Override
  public synchronized ContainerRepository getRepository(WhichContainerRepository input, Call call) {
    return told(held(input.repository()).ref());
  }

  @Override
  public synchronized Done deleteRepository(WhichContainerRepository input, Call call) {
    repositories.remove(held(input.repository()).ref().id());
    return Done.DONE;
  }

  @Override
  public synchronized Page<ContainerTag> listTags(ContainerTagQuery query, Call call) {
    Held held = held(query.repository());
    List<ContainerTag> tags = new ArrayList<>();
    held.tags().forEach((name, digest) -> tags.add(held.tag(name, digest)));
    return page(tags, each -> true, query.cursor(), query.limit());
  }

  @Override
  public synchronized ContainerTag getTag(WhichContainerTag input, Call call) {
    Held held = held(input.repository());
    String digest = found(held.tags().get(input.tag()), "tag", ref(input.tag()));
    return held.tag(input.tag(), digest);
  }

  @Override
  public synchronized ContainerTag putTag(ContainerTagPut input, Call call) {
    Held held = held(input.repository());
    String digest = manifest(held, input.reference()).digest();
    held.tags().put(input.tag(), digest);
    return held.tag(input.tag(), digest);
  }

  @Override
  public synchronized Done deleteTag(WhichContainerTag input, Call call) {
    Held held = held(input.repository());
    found(held.tags().remove(input.tag()), "tag", ref(input.tag()));
    return Done.DONE;
  }

  @Override
  public synchronized ContainerManifest getManifest(WhichManifest input, Call call) {
    return manifest(held(input.repository()), input.reference());
  }

  @Override
  public synchronized Done deleteManifest(ManifestRemoval removal, Call call) {
    Held held = held(removal.repository());
    String digest = manifest(held, removal.digest()).digest();
    held.manifests().remove(digest);
    held.tags().values().removeIf(digest::equals);
    return Done.DONE;
  }

  @Override
  public synchronized BlobFacts statBlob(WhichBlob input, Call call) {
    Held held = held(input.repository());
    ContentDescriptor blob =
        held.manifests().values().stream()
            .flatMap(each -> each.layers().stream())
            .filter(each -> each.digest().equals(input.digest()))
            .findFirst()
            .orElse(null);
    return new BlobFacts(
        held.ref(), input.digest(), found(blob, "blob", ref(input.digest())).size());
  }
}
