package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordSchemasTest {

  private final ModelConverters schemas = new ModelConverters(true);

  private record Rooms(List<Rooms.Row> rows) {
    private record Row(String room) {}
  }

  private record Halls(List<Halls.Row> rows) {
    private record Row(int hall) {}
  }

  @BeforeEach
  void add() {
    schemas.addConverter(new RecordSchemas());
  }

  @Test
  void twoTypesOfOneNameAreRefused() {
    schemas.resolveAsResolvedSchema(type(Rooms.class));

    assertThatThrownBy(() -> schemas.resolveAsResolvedSchema(type(Halls.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("are called Row")
        .hasMessageContaining("Rooms$Row")
        .hasMessageContaining("Halls$Row");
  }

  @Test
  void oneTypeMayStandInSeveralPlaces() {
    schemas.resolveAsResolvedSchema(type(Rooms.class));

    assertThat(schemas.resolveAsResolvedSchema(type(Rooms.class)).referencedSchemas)
        .containsKeys("Rooms", "Row");
  }

  private static AnnotatedType type(Class<?> raw) {
    return new AnnotatedType(raw).resolveAsRef(true);
  }
}
