// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.steno.chat.provider.FailureKind;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes objects of answers that are valid against the schema of their class. For one call. */
final class StructuredAnswer<T> {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
  private static final int MOST_ERRORS = 20;

  private final Class<T> type;
  private final JsonObject schema;
  private final Schema validator;
  private @Nullable T value;

  StructuredAnswer(Class<T> type) {
    this.type = type;
    String text = generator().generateSchema(type).toString();
    schema = (JsonObject) Json.parse(text);
    validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
  }

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    // A field that may be missing is an Optional; every other has to be there.
    config
        .forFields()
        .withRequiredCheck(field -> !Optional.class.equals(field.getType().getErasedType()));
    return new SchemaGenerator(config.build());
  }

  /** The JSON schema of the answer. */
  JsonObject schema() {
    return schema;
  }

  /**
   * The object of the answer that was accepted.
   *
   * @throws ChatException REFUSED if the model declined to answer
   */
  Structured<T> of(ModelReply reply) {
    T accepted = value;
    if (reply.refused() || accepted == null) {
      throw new ChatException(
          FailureKind.REFUSED, reply.content(), reply.traceId(), List.of(), null);
    }
    return new Structured<>(accepted, reply);
  }

  /** Why an answer is not accepted, as the model is told; null if it is. */
  @Nullable String refuse(Message answer) {
    String json = withoutFence(answer.text());
    List<String> errors = errors(json);
    if (errors.isEmpty()) {
      try {
        value = MAPPER.readValue(json, type);
        return value == null ? correction(List.of("it is null")) : null;
      } catch (JsonProcessingException e) {
        errors = List.of(String.valueOf(e.getOriginalMessage()));
      }
    }
    return correction(errors);
  }

  private List<String> errors(String json) {
    try {
      Json.parse(json);
    } catch (CodecException e) {
      return List.of("it is no JSON: " + e.getMessage());
    }
    return validator.validate(json, InputFormat.JSON).stream()
        .limit(MOST_ERRORS)
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private String correction(List<String> errors) {
    return errors.stream()
        .collect(
            Collectors.joining(
                "\n- ",
                "Your answer is not what was asked for:\n- ",
                "\nAnswer again with one JSON value and nothing else, valid against this schema:\n"
                    + Json.write(schema)));
  }

  /** The text within a fence, if the answer is one. */
  private static String withoutFence(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("```") || !trimmed.endsWith("```") || trimmed.length() < 6) {
      return trimmed;
    }
    int firstLine = trimmed.indexOf('\n');
    return firstLine < 0 ? trimmed : trimmed.substring(firstLine, trimmed.length() - 3).strip();
  }
}
