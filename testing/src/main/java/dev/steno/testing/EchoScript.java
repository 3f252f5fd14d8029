// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers anything: with what the user said, or with what a directive at its beginning asks for.
 *
 * <ul>
 *   <li>{@code /call NAME {"json":"arguments"}} calls a tool
 *   <li>{@code /status 429} answers with that HTTP status; 429 says to try again after a second
 *   <li>{@code /think WORDS} thinks before it answers
 * </ul>
 */
final class EchoScript implements ModelScript {
  private static final Pattern CALL =
      Pattern.compile("(?s)/call\\s+([\\w.-]{1,64})\\s*(\\{.*})?\\s*");
  private static final Pattern STATUS = Pattern.compile("/status\\s+([45][0-9][0-9])\\b.*");
  private static final Pattern THINK = Pattern.compile("(?s)/think\\s+(.*)");

  @Override
  public ModelReply reply(ModelCall call) {
    if (!call.toolResults().isEmpty()) {
      return ModelReply.text("The tool answered: " + call.toolResults().get(0).text());
    }
    String said = call.lastUser().strip();
    Matcher tool = CALL.matcher(said);
    if (tool.matches()) {
      String arguments = tool.group(2) == null ? "{}" : tool.group(2);
      return ModelReply.calls(ModelReply.call(tool.group(1), arguments));
    }
    Matcher status = STATUS.matcher(said);
    if (status.matches()) {
      return failure(Integer.parseInt(status.group(1)));
    }
    Matcher thought = THINK.matcher(said);
    if (thought.matches()) {
      return ModelReply.text("You said: " + thought.group(1))
          .thinking("The user wrote " + thought.group(1).length() + " characters. I repeat them.");
    }
    return ModelReply.text(said.isEmpty() ? "You said nothing." : "You said: " + said);
  }

  private static ModelReply failure(int status) {
    ModelReply.Failure failure =
        ModelReply.failure(status, "The request asked for status " + status + ".");
    return status == 429 ? failure.retryAfter(Duration.ofSeconds(1)) : failure;
  }
}
