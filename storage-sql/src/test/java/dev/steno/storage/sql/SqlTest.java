// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void gives_each_placeholder_its_value_as_often_as_it_stands_there() {
    Sql sql = new Sql("SELECT :a, :b, :a").set("a", 1L).set("b", "two");

    assertThat(sql.positional())
        .isEqualTo(new Sql.Positional("SELECT ?, ?, ?", List.of(1L, "two", 1L)));
  }

  @Test
  void writes_a_list_as_so_many_question_marks() {
    Sql sql = new Sql("id IN (:ids) AND b = :b").set("ids", List.of(1L, 2L)).set("b", 3L);

    assertThat(sql.positional())
        .isEqualTo(new Sql.Positional("id IN (?, ?) AND b = ?", List.of(1L, 2L, 3L)));
  }

  @Test
  void repeats_the_last_value_of_a_list_so_that_few_texts_need_a_plan() {
    Sql five = new Sql("id IN (:ids)").set("ids", List.of(1L, 2L, 3L, 4L, 5L));
    Sql eight = new Sql("id IN (:ids)").set("ids", List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));

    assertThat(five.positional().arguments()).containsExactly(1L, 2L, 3L, 4L, 5L, 5L, 5L, 5L);
    assertThat(five.positional().text()).isEqualTo(eight.positional().text());
  }

  @Test
  void leaves_casts_alone() {
    assertThat(new Sql("x::varchar").positional().text()).isEqualTo("x::varchar");
  }

  @Test
  void never_takes_a_value_for_a_placeholder() {
    Sql sql = new Sql("a = :a AND b = :b").set("a", ":b").set("b", "$1 \\");

    assertThat(sql.positional())
        .isEqualTo(new Sql.Positional("a = ? AND b = ?", List.of(":b", "$1 \\")));
  }

  @Test
  void names_the_placeholder_that_has_no_value() {
    assertThatThrownBy(() -> new Sql("a = :a").positional()).hasMessageContaining(":a");
  }

  @Test
  void makes_a_placeholder_of_its_own_for_each_value() {
    Sql sql = new Sql();
    String first = sql.value("x");
    String second = sql.value("y");

    sql.add(first).add(second);

    assertThat(sql.positional().arguments()).containsExactly("x", "y");
  }
}
