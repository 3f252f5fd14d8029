// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

/**
 * A place where a text was found. Immutable; counted in UTF-16 units, as Java and JavaScript count.
 *
 * @param field {@code content}, {@code reasoning_content} and the like of a message; {@code input},
 *     {@code output}, {@code attributes}, {@code name}, {@code status_message} or {@code events} of
 *     a span
 * @param path where in the field's JSON it is, as a JSON pointer; "" if the field is a text
 * @param offset where in the text at that path it begins
 * @param snippet what stands there and around it
 * @param from where in the snippet it begins
 * @param to where in the snippet it ends
 */
public record Match(String field, String path, int offset, String snippet, int from, int to) {}
