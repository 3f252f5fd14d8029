// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.cassette;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as JSON. Numbers keep their lexeme; what JSON lacks, such as a date, is a string. */
final class YamlJson {
  /** The only member of what {@code !!binary} becomes; its value is base64. */
  static final String BINARY = "!!binary";

  private YamlJson() {}

  static JsonValue read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return json(new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader));
    }
  }

  private static JsonValue json(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      for (NodeTuple member : mapping.getValue()) {
        members.put(((ScalarNode) member.getKeyNode()).getValue(), json(member.getValueNode()));
      }
      return new JsonObject(members);
    }
    if (node instanceof SequenceNode sequence) {
      List<JsonValue> elements = new ArrayList<>();
      sequence.getValue().forEach(element -> elements.add(json(element)));
      return new JsonArray(elements);
    }
    return scalar((ScalarNode) node);
  }

  private static JsonValue scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JsonValue.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return JsonValue.of(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return new JsonNumber(text);
    }
    return tag.equals(Tag.BINARY)
        ? new JsonObject(Map.of(BINARY, JsonValue.of(text)))
        : JsonValue.of(text);
  }
}
