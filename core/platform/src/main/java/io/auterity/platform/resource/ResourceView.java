package io.auterity.platform.resource;

import java.util.List;
import java.util.Optional;

/** Resources of one tenant as they are, or as they would be after an application. */
public interface ResourceView {
  Optional<Resource> get(String kind, String id);

  List<Resource> list(String kind);
}
