"use client";

import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Spinner } from "@/components/ui/spinner";
import { isApple, isShortcut } from "@/lib/client/shortcuts";
import { useProblemText } from "../chat/use-problem-text";
import { useAction } from "../chat/use-action";
import { PaletteOption } from "./palette-option";
import { isLastResort, usePalette, type PaletteProps } from "./use-palette";

/** A field that goes to rooms and people and does what else there is, by a few letters. */
export function Palette(props: PaletteProps & { onClose: () => void }) {
  const t = useTranslations("find.palette");
  const toText = useProblemText();
  const id = useId();
  const [typed, setTyped] = useState(props.typed.text);
  const [active, setActive] = useState(0);
  const { groups, searching } = usePalette(props, typed);
  /** Enter came while people were still being looked for, and nothing else was found. */
  const early = useRef(props.typed.entered);
  const { busy, failure, run } = useAction();
  const list = useRef<HTMLDivElement>(null);
  const options = groups.flatMap(({ options }) => options);
  const at = Math.min(active, options.length - 1);

  const choose = (index: number) => {
    const option = options[index];
    if (!option) return;
    void run(async () => {
      await option.act();
      props.onClose();
    });
  };
  useEffect(() => {
    if (!early.current || searching) return;
    early.current = false;
    choose(at);
  });
  const move = (to: number) => {
    const next = (to + options.length) % Math.max(1, options.length);
    setActive(next);
    early.current = false;
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Enter" && searching && active === 0 && isLastResort(options[at])) {
      early.current = true;
    } else if (event.key === "Enter") choose(at);
    else if (isShortcut(event.nativeEvent, "palette", isApple())) props.onClose();
    else return;
    event.preventDefault();
  };

  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          // Decided by whoever opened it, who knows what was chosen.
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="fixed inset-x-2 top-2 z-40 flex max-h-[calc(100dvh-1rem)] animate-appear flex-col overflow-hidden rounded-2xl border border-line bg-raised shadow-raised outline-none sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:max-h-[70vh] sm:w-[34rem] sm:-translate-x-1/2"
        >
          <Radix.Title className="sr-only">{t("title")}</Radix.Title>
          <div className="flex items-center gap-2 border-b border-line pr-4">
            <input
              autoFocus
              role="combobox"
              aria-label={t("label")}
              aria-expanded={options.length > 0}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={t("placeholder")}
              maxLength={80}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setActive(0);
                early.current = false;
              }}
              onKeyDown={onKeyDown}
              className="h-13 min-w-0 flex-1 bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            {busy || searching ? <Spinner size={16} /> : null}
          </div>
          {failure === undefined ? null : (
            <p role="alert" className="px-4 pt-2 text-sm text-danger">
              {toText(failure)}
            </p>
          )}
          <p role="status" className="sr-only">
            {searching ? null : t("count", { count: options.length })}
          </p>
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={t("title")}
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2"
          >
            {groups.map(({ title, options: inGroup }) => (
              <div key={title} role="group" aria-label={title} className="pb-1">
                <div aria-hidden className="px-2 py-1 text-xs font-medium text-muted">
                  {title}
                </div>
                {inGroup.map((option) => {
                  const index = options.indexOf(option);
                  return (
                    <PaletteOption
                      key={option.key}
                      id={`${id}-${index}`}
                      index={index}
                      option={option}
                      active={index === at}
                      onPoint={() => setActive(index)}
                      onChoose={() => choose(index)}
                    />
                  );
                })}
              </div>
            ))}
          </div>
          {options.length === 0 && !searching ? (
            <p className="px-4 pb-5 text-center text-sm text-muted">{t("none")}</p>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
