"use client";

import { Fragment, useMemo, type ReactNode } from "react";
import { parseMarkdown } from "@/lib/client/markdown/parse-markdown";
import type { Block, Inline, List } from "@/lib/client/markdown/tree";
import { OnDemand } from "@/components/ui/on-demand";
import { CodeText, Mention } from "./mention";

const loadCodeBlock = async () => (await import("./code-block")).CodeBlock;
const ignore = () => undefined;

/** A message's text with its emphasis, links, lists and code; elements only, never HTML. `mark` stands at its end. */
export function MessageText({ text, mark }: { text: string; mark?: ReactNode }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  const endsInProse = blocks.at(-1)?.type === "paragraph";
  return (
    <div className="space-y-1.5 break-words [overflow-wrap:anywhere]">
      {blocks.map((block, index) => (
        <BlockView
          key={index}
          block={block}
          mark={endsInProse && index === blocks.length - 1 ? mark : null}
        />
      ))}
      {mark && !endsInProse ? <p>{mark}</p> : null}
    </div>
  );
}

function BlockView({ block, mark }: { block: Block; mark?: ReactNode }) {
  switch (block.type) {
    case "paragraph":
      return (
        <p dir="auto" className="whitespace-pre-wrap">
          {toNodes(block.children)}
          {mark}
        </p>
      );
    case "code":
      return <Code language={block.language} text={block.text} />;
    case "quote":
      return (
        <blockquote className="space-y-1.5 border-l-4 border-line-strong pl-3 text-muted">
          {block.blocks.map((inner, index) => (
            <BlockView key={index} block={inner} />
          ))}
        </blockquote>
      );
    case "list":
      return <ListView list={block} />;
  }
}

/** Without its tools until their code has come: most messages have none. */
function Code(code: { language: string | null; text: string }) {
  const plain = (
    <pre className="max-h-[26rem] overflow-auto rounded-lg border border-line bg-surface px-3 pt-[3.3125rem] pb-3 font-mono text-[0.8125rem] leading-5 md:pt-[2.5625rem]">
      <CodeText text={code.text} />
    </pre>
  );
  return (
    <OnDemand load={loadCodeBlock} fallback={plain} onFailure={ignore}>
      {(CodeBlock) => <CodeBlock {...code} />}
    </OnDemand>
  );
}

function ListView({ list: { ordered, items } }: { list: List }) {
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag dir="auto" className={ordered ? "list-decimal ps-8" : "list-disc ps-6"}>
      {items.map(({ number, children, list }, index) => (
        <li key={index} value={ordered ? number : undefined} className="whitespace-pre-wrap">
          {toNodes(children)}
          {list ? <ListView list={list} /> : null}
        </li>
      ))}
    </Tag>
  );
}

function toNodes(children: readonly Inline[]): ReactNode {
  return children.map((child, index) => <Fragment key={index}>{toNode(child)}</Fragment>);
}

function toNode(child: Inline): ReactNode {
  switch (child.type) {
    case "text":
      return child.text;
    case "code":
      return (
        <code className="rounded bg-subtle px-1 py-0.5 font-mono text-[0.875em]">
          <CodeText text={child.text} />
        </code>
      );
    case "mention":
      return <Mention userId={child.userId} />;
    case "link":
      return (
        <>
          <a
            href={child.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent-strong underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
          >
            {toNodes(child.children)}
          </a>
          {child.target === null ? null : <bdi className="text-muted"> ({child.target})</bdi>}
        </>
      );
    case "strong":
    case "em":
    case "del": {
      const Tag = child.type;
      return <Tag>{toNodes(child.children)}</Tag>;
    }
  }
}
